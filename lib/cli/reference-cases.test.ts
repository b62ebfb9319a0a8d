import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Spec } from '../connectors/spec';
import type { Fixture } from '../sandbox/aws/fixture';
import { startAwsStandIn } from '../sandbox/aws-stand-in';
import { awsEnv, runHere } from './cli.fixture';

/** What lava itself did, one case a line. */
interface ReferenceCase {
  readonly id: string;
  readonly title: string;
  readonly spec: Spec;
  readonly fixture: Fixture;
  readonly env?: Readonly<Record<string, string>>;
  readonly expect: {
    readonly ok: boolean;
    readonly stage?: string;
    readonly awsCode?: string;
    readonly resolved?: Spec;
    readonly passwordIsRdsToken?: boolean;
  };
}

const cases: ReferenceCase[] = readFileSync(
  new URL('../resolution/cases/reference-cases.jsonl', import.meta.url),
  'utf8',
)
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

const lines = new Map<string, Record<string, unknown>>();
const exitCodes: { readonly expected: number; readonly code: number | null }[] = [];

/** Cases with the same AWS and environment go through one run of the program. */
beforeAll(async () => {
  const batches = new Map<string, ReferenceCase[]>();
  for (const one of cases) {
    const key = JSON.stringify([one.fixture, one.env]);
    batches.set(key, [...(batches.get(key) ?? []), one]);
  }
  for (const batch of batches.values()) await runBatch(batch);
});

async function runBatch(batch: readonly ReferenceCase[]): Promise<void> {
  const [{ fixture, env } = { fixture: {}, env: {} }] = batch;
  const aws = await startAwsStandIn({ fixture });
  const run = await runHere(['resolve', '--reveal'], {
    env: { ...awsEnv(aws.endpoint), ...env },
    stdin: batch.map(({ spec }) => JSON.stringify(spec)).join('\n'),
  });
  await aws.stop();
  for (const [index, line] of run.lines().entries()) lines.set(batch[index]?.id ?? 'too many', line);
  exitCodes.push({ expected: batch.every(({ expect: { ok } }) => ok) ? 0 : 1, code: run.code });
}

test('every case has its line', () => {
  expect(lines.size).toBe(80);
});

describe('resolve says what lava does', () => {
  test.each(cases)('$id: $title', ({ id, spec, expect: expected }) => {
    const line = lines.get(id);
    expect(line, JSON.stringify(line)).toMatchObject({
      connId: typeof spec.conn_id === 'string' ? spec.conn_id : null,
      ok: expected.ok,
    });
    expect(line?.findings).toBeInstanceOf(Array);
    if (!expected.ok) {
      expect(line?.stage).toBe(expected.stage);
      expect(line?.awsCode).toBe(expected.awsCode);
      expect(line).toMatchObject({ code: expect.any(String), message: expect.any(String) });
      return;
    }
    if (!expected.passwordIsRdsToken) {
      expect(line?.spec).toEqual(expected.resolved);
      return;
    }
    const { password, ...rest } = (line?.spec ?? {}) as Spec;
    expect(rest).toEqual(expected.resolved);
    const token = new URL(`https://${password}`);
    expect([token.hostname, token.port, token.searchParams.get('DBUser')]).toEqual([
      spec.host,
      String(rest.port),
      spec.user,
    ]);
  });
});

test('the exit code is 0 exactly where every case works', () => {
  expect(exitCodes.map(({ code }) => code)).toEqual(exitCodes.map(({ expected }) => expected));
  expect(new Set(exitCodes.map(({ code }) => code))).toEqual(new Set([0, 1]));
});
