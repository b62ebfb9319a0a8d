import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { redshift } from '../connectors/redshift';
import { fieldTableMarkdown } from '../connectors/reference';
import { type AwsStandIn, startAwsStandIn } from '../sandbox/aws-stand-in';
import { awsEnv, runCli, runHere } from './cli.fixture';

const GOOD = {
  conn_id: 'good',
  type: 'redshift',
  enabled: true,
  host: 'wh.abc.ap-southeast-2.redshift.amazonaws.com',
  port: 5439,
  database: 'analytics',
  user: 'etl',
  ssl: true,
  owner: 'data@example.com',
  description: 'The warehouse.',
};
const CANARY = 'CANARY-6f1c0e0a';

let aws: AwsStandIn;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lava-conn-'));
  aws = await startAwsStandIn();
});
afterAll(async () => {
  await aws.stop();
  await rm(folder, { recursive: true });
});

const input = (...specs: readonly object[]) => specs.map((spec) => JSON.stringify(spec)).join('\n');

describe('resolve', () => {
  test('hides every secret and says where each value comes from', async () => {
    aws.load({
      redshift: { wh: { password: `${CANARY}-iam` } },
      ssm: {
        '/lava/dev/pw': { Value: `${CANARY}-ssm`, Type: 'String' },
        '/lava/dev/ext': `${CANARY}-external`,
      },
      secrets: { '/lava/dev/s': { json: { username: 'reporting', password: `${CANARY}-secret` } } },
      redshift_serverless: { wg1: { password: `${CANARY}-serverless` } },
      sts: { 'arn:aws:iam::123456789012:role/rs': { access_key_id: 'ASIAROLERS0100000001' } },
    });
    const { user, ...noUser } = GOOD;
    const serverless = { ...GOOD, type: 'redshift-serverless', workgroup: 'wg1' };
    const run = await runCli(['resolve', '--realm', 'dev'], {
      env: awsEnv(aws.endpoint),
      stdin: input(
        GOOD,
        { ...GOOD, password: '/lava/dev/pw' },
        { ...noUser, secret_id: '/lava/dev/s' },
        { ...serverless, role_arn: 'arn:aws:iam::123456789012:role/rs', external_id: '/lava/dev/ext' },
        { ...serverless, external_id: `${CANARY}-itself` },
        { ...GOOD, password: `${CANARY}-itself!` },
        { type: 'redshift' },
      ),
    });
    expect(run.code).toBe(1);
    expect(run.stderr).toBe('');
    expect(run.stdout).not.toContain(CANARY);
    const [iam, ssm, secret, role, noRole, pasted, noId] = run.lines();
    expect(iam).toEqual({
      connId: 'good',
      ok: true,
      spec: { ...GOOD, dialect: 'redshift', subtype: 'pg8000', user: 'IAM:etl', password: '[secret]' },
      trace: expect.objectContaining({
        host: { source: 'spec' },
        cluster_id: { source: 'host-label', host: GOOD.host },
        password: { source: 'aws', operation: 'GetClusterCredentials' },
      }),
      credentials: { method: 'iam', expiresAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) },
      findings: [expect.objectContaining({ code: 'SSL_NOT_VERIFIED', severity: 'low', field: 'ssl' })],
    });
    expect(ssm).toMatchObject({ ok: true, credentials: { method: 'ssm', expiresAt: null } });
    expect(ssm?.findings).toContainEqual(expect.objectContaining({ code: 'SSM_NOT_SECURE' }));
    expect(secret).toMatchObject({ spec: { user: 'reporting' }, credentials: { method: 'secret' } });
    expect(role).toMatchObject({ ok: true, spec: { external_id: '/lava/dev/ext' } });
    expect(noRole).toMatchObject({ ok: true, spec: { external_id: '[secret]' } });
    expect(pasted).toEqual({
      connId: 'good',
      ok: false,
      stage: 'ssm',
      code: expect.any(String),
      awsCode: expect.any(String),
      message: expect.any(String),
      hint: expect.any(String),
      findings: expect.arrayContaining([expect.objectContaining({ code: 'LOOKS_LIKE_A_PASSWORD' })]),
    });
    expect(noId).toMatchObject({ connId: null, ok: false, stage: 'record' });
  });

  test('mints once for all who ask for the same, in the region of the environment', async () => {
    aws.load({ redshift: { wh: {} } });
    const { AWS_REGION, ...env } = awsEnv(aws.endpoint);
    const run = await runHere(['resolve'], {
      env: { ...env, AWS_DEFAULT_REGION: 'eu-west-1', LAVA_RS_PASSWORD_DURATION: '20m' },
      stdin: input(...Array.from({ length: 30 }, (_, index) => ({ ...GOOD, conn_id: `c${index}` }))),
    });
    expect(run.code).toBe(0);
    expect(run.lines().map(({ connId }) => connId)).toEqual(Array.from({ length: 30 }, (_, i) => `c${i}`));
    expect(aws.calls()).toMatchObject([{ region: 'eu-west-1', params: { DurationSeconds: 1200 } }]);
  });

  test('takes region and keys from a profile, an endpoint for one service, and names the session as lava does', async () => {
    aws.load({
      redshift_serverless: { wg1: {} },
      sts: { 'arn:aws:iam::123456789012:role/rs': { access_key_id: 'ASIAROLERS0100000001' } },
    });
    const config = join(folder, 'config');
    await writeFile(
      config,
      '[profile etl]\nregion = us-west-2\naws_access_key_id = AKIAPROFILE\naws_secret_access_key = example\n',
    );
    const spec = {
      ...GOOD,
      type: 'redshift-serverless',
      workgroup: 'wg1',
      role_arn: 'arn:aws:iam::123456789012:role/rs',
    };
    const run = await runCli(['resolve', '-'], {
      env: {
        AWS_CONFIG_FILE: config,
        AWS_PROFILE: 'etl',
        AWS_ENDPOINT_URL_STS: aws.endpoint,
        AWS_ENDPOINT_URL_REDSHIFT_SERVERLESS: aws.endpoint,
        LAVA_REALM: 'dev',
        LAVA_JOB_ID: 'load/orders',
      },
      stdin: input(spec),
    });
    expect(run.lines()).toMatchObject([{ ok: true }]);
    expect(aws.calls()).toMatchObject([
      {
        operation: 'AssumeRole',
        region: 'us-west-2',
        accessKeyId: 'AKIAPROFILE',
        params: { RoleSessionName: 'lv-dev-load.orders' },
      },
      { operation: 'GetCredentials', region: 'us-west-2', accessKeyId: 'ASIAROLERS0100000001' },
    ]);
  });

  test('sends nothing in the clear to an endpoint that is not on this machine', async () => {
    const run = await runHere(['resolve'], {
      env: awsEnv('http://sts.example.com'),
      stdin: input(GOOD),
    });
    expect(run.lines()).toMatchObject([{ ok: false, stage: 'iam', code: 'AWS_ENDPOINT_REFUSED' }]);
  });

  test('needs a region only when AWS is asked', async () => {
    const { AWS_REGION, ...env } = awsEnv(aws.endpoint);
    const run = await runHere(['resolve'], { env, stdin: input({ ...GOOD, enabled: false }, GOOD) });
    expect(run.code).toBe(2);
    expect(run.lines()).toMatchObject([{ ok: false, stage: 'enabled', code: 'DISABLED' }]);
    expect(run.stderr).toBe(
      'lava-conn: No AWS region is set. Set AWS_REGION, or AWS_PROFILE to a profile with a region.\n',
    );
  });
});

describe('lint', () => {
  test('calls nobody, is not ok where a finding is high, and never repeats a password', async () => {
    aws.load({});
    const run = await runHere(['lint', '--realm', 'dev'], {
      env: awsEnv(aws.endpoint),
      stdin: input(
        GOOD,
        { ...GOOD, enabled: 'false' },
        { ...GOOD, password: `${CANARY}!x` },
        { ...GOOD, password: '/other/pw' },
        {},
      ),
    });
    expect(run.code).toBe(1);
    expect(run.stdout + run.stderr).not.toContain(CANARY);
    const high = run
      .lines()
      .map(({ connId, ok, findings }) => [
        connId,
        ok,
        ...(findings as { code: string; severity: string }[])
          .filter(({ severity }) => severity === 'high')
          .map(({ code }) => code),
      ]);
    expect(high).toEqual([
      ['good', true],
      ['good', false, 'ENABLED_IS_TEXT'],
      ['good', false, 'LOOKS_LIKE_A_PASSWORD'],
      ['good', false, 'SSM_OUTSIDE_REALM'],
      [null, false, 'FIELD_MISSING', 'FIELD_MISSING', 'FIELD_MISSING'],
    ]);
    expect(aws.calls()).toEqual([]);
  });

  test('prints 10,000 lines, in order, and ends with 0 when none is bad', async () => {
    const specs = Array.from({ length: 10_000 }, (_, index) => ({ ...GOOD, conn_id: `c${index}` }));
    const run = await runCli(['lint'], { stdin: JSON.stringify(specs) });
    expect(run.code).toBe(0);
    expect(run.lines().map(({ connId }) => connId)).toEqual(specs.map(({ conn_id }) => conn_id));
  });
});

describe('everything else', () => {
  test('the table is that of the reference', async () => {
    const run = await runHere(['table', 'redshift']);
    expect(run).toMatchObject({ code: 0, stdout: fieldTableMarkdown(redshift), stderr: '' });
  });

  test.each([
    [
      'an unknown type',
      ['table', 'oracle'],
      'There is no table for the type "oracle". There is one for redshift, redshift-serverless, postgres, psql, postgres-rds, postgres-aurora.',
    ],
    ['an unknown command', ['resolv'], 'There is no command "resolv".'],
    ['a realm that cannot be one', ['lint', '--realm', '../x', '-'], 'The name of a realm is'],
    ['input that cannot be read', ['lint', '-'], 'standard input, line 2, column 1: '],
  ])('%s ends with 2 and prints nothing', async (_, args, message) => {
    const run = await runHere(args, { stdin: '{"conn_id":"a"}\n]' });
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toMatch(/^lava-conn: /);
    expect(run.stderr).toContain(message);
  });

  test('a wrong setting ends with 2 and is named; those of the server do not matter', async () => {
    const run = await runHere(['lint'], { env: { ALLOWED_PORTS: 'all', PORT: 'none' }, stdin: input(GOOD) });
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toContain('ALLOWED_PORTS must be');
    expect(run.stderr).not.toMatch(/^PORT/m);
  });

  test('a file is read while the standard input stays open', async () => {
    const file = join(folder, 'spec.yaml');
    await writeFile(
      file,
      Object.entries(GOOD)
        .map(([key, value]) => `${key}: ${value}\n`)
        .join(''),
    );
    const run = await runCli(['lint', file]);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.lines()).toMatchObject([{ connId: 'good', ok: true }]);
  });
});
