import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AwsClients } from '../aws/aws-clients';
import { createAwsPorts } from '../aws/aws-ports';
import { Secret } from '../connectors/secret';
import type { Spec } from '../connectors/spec';
import type { Fixture } from '../sandbox/aws/fixture';
import type { RecordedCall } from '../sandbox/aws/request';
import { type AwsStandIn, startAwsStandIn } from '../sandbox/aws-stand-in';
import { resolve } from './resolve-connection';

/** What lava itself did, one case a line. */
interface ReferenceCase {
  readonly id: string;
  readonly title: string;
  readonly spec: Spec;
  readonly fixture: Fixture;
  readonly env?: { readonly LAVA_RS_PASSWORD_DURATION?: string };
  readonly expect: {
    readonly ok: boolean;
    readonly stage?: string;
    readonly awsCode?: string;
    readonly resolved?: Spec;
    readonly passwordIsRdsToken?: boolean;
    readonly calls: readonly RecordedCall[];
  };
}

const cases: ReferenceCase[] = readFileSync(new URL('cases/reference-cases.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

const clients = new AwsClients();
let aws: AwsStandIn;

beforeAll(async () => {
  aws = await startAwsStandIn();
});
afterAll(async () => {
  clients.close();
  await aws.stop();
});

test('there are 80 of them', () => {
  expect(cases).toHaveLength(80);
});

describe('as lava does', () => {
  test.each(cases)('$id: $title', async ({ spec, fixture, env, expect: expected }) => {
    aws.load(fixture);
    const before = structuredClone(spec);
    const ports = createAwsPorts(
      {
        region: 'ap-southeast-2',
        endpoint: aws.endpoint,
        allowInsecureEndpoint: true,
        credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: new Secret('example') },
      },
      clients,
    );

    const result = await resolve(spec, {
      aws: ports,
      signal: new AbortController().signal,
      now: Date.now,
      defaultDuration: env?.LAVA_RS_PASSWORD_DURATION,
    });

    expect(spec).toEqual(before);
    expect(aws.calls()).toEqual(expected.calls);
    if (!result.ok) {
      expect({ ok: false, stage: result.failed.stage, awsCode: result.failed.awsCode }).toEqual({
        ok: expected.ok,
        stage: expected.stage,
        awsCode: expected.awsCode,
      });
      return;
    }
    expect(expected.ok).toBe(true);
    const resolved = revealed(result.spec);
    if (expected.passwordIsRdsToken) {
      const { password, ...rest } = resolved;
      expect(rest).toEqual(expected.resolved);
      const token = new URL(`https://${password}`);
      expect(token.hostname).toBe(spec.host);
      expect(token.port).toBe(String(rest.port));
      expect(token.searchParams.get('DBUser')).toBe(spec.user);
      expect(token.searchParams.get('X-Amz-Expires')).toBe('900');
      expect(token.searchParams.get('X-Amz-Credential')).toMatch(
        /^AKIDEXAMPLE\/\d{8}\/ap-southeast-2\/rds-db\//,
      );
    } else {
      expect(resolved).toEqual(expected.resolved);
    }
    expect(JSON.stringify(result)).not.toMatch(/s3cr3t!|sec_pw|tmp-pw/);
  });
});

function revealed(spec: Spec): Spec {
  return Object.fromEntries(
    Object.entries(spec).map(([key, value]) => [key, value instanceof Secret ? value.reveal() : value]),
  );
}
