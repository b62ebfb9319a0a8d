import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { prisma } from '../../db/prisma';
import type { Fixture } from '../../sandbox/aws/fixture';
import { getConnection } from '../connections/get-connection';
import type { ServiceContext } from '../context';
import { runtime } from '../runtime';
import { openFilledStore } from '../testing/test-store';
import { checkWorker } from './check-worker';
import type { RoleCheck } from './worker-check';

const DEV = 'arn:aws:iam::123456789012:role/lava-dev-worker';
let store: Awaited<ReturnType<typeof openFilledStore>>;

beforeAll(async () => {
  store = await openFilledStore();
  original = store.sandbox.aws.fixture();
});
beforeEach(() => store.sandbox.aws.load(original));
afterAll(() => store.close());

async function check(realm: string, connId: string) {
  const { dashboard, roles } = await checkWorker(store.context, { realm, connId });
  const [role] = roles;
  if (!role) throw new Error('No role was checked.');
  return { dashboard, role };
}

function failedStage(role: RoleCheck): string | undefined {
  return role.how === 'assumed' ? role.stages.find(({ state }) => state === 'failed')?.stage : undefined;
}

function element(role: RoleCheck) {
  return role.how !== 'unknown' && role.add !== null ? JSON.parse(role.add) : null;
}

describe('a role that may be assumed', () => {
  it('does what the dashboard does', async () => {
    const { dashboard, role } = await check('dev', 'reporting/finance');
    expect(dashboard.ok).toBe(true);
    expect(role).toMatchObject({ roleArn: DEV, how: 'assumed', ok: true, add: null });
  });

  it('lacks a permission that the dashboard has: the element to add is exactly this', async () => {
    const { dashboard, role } = await check('dev', 'etl-warehouse');
    expect(dashboard.ok).toBe(true);
    expect(role).toMatchObject({ how: 'assumed', ok: false });
    expect(failedStage(role)).toBe('iam');
    expect(element(role)).toEqual({
      Sid: 'GetRedshiftCredentials',
      Effect: 'Allow',
      Action: 'redshift:GetClusterCredentials',
      Resource: [
        'arn:aws:redshift:ap-southeast-2:123456789012:dbuser:analytics-dev/etl',
        'arn:aws:redshift:ap-southeast-2:123456789012:dbname:analytics-dev/warehouse',
      ],
    });
  });

  it('fails for another reason than a permission: nothing is to be added', async () => {
    const { dashboard, role } = await check('dev', 'hr/payroll');
    expect(dashboard.ok).toBe(false);
    expect(failedStage(role)).toBe('ssm');
    expect(element(role)).toBeNull();
  });

  it('signs with the role, keeps none of its credentials, and tells nobody a secret', async () => {
    const before = runtime().cache.list().length;
    const answer = await checkWorker(store.context, { realm: 'dev', connId: 'reporting/finance' });
    const keys = store.sandbox.aws
      .calls()
      .filter(({ operation }) => operation === 'GetParameter')
      .map(({ accessKeyId }) => accessKeyId);
    expect(keys).toContain('ASIASANDBOXWORKER0000');
    await checkWorker(store.context, { realm: 'dev', connId: 'etl-warehouse' });
    expect(runtime().cache.list()).toHaveLength(before);
    expect(JSON.stringify(answer)).not.toContain('CANARY');
    const assumed = store.sandbox.aws.calls().filter(({ params }) => params.RoleArn === DEV).length;
    await checkWorker(store.context, { realm: 'dev', connId: 'reporting/finance' });
    const again = store.sandbox.aws.calls().filter(({ params }) => params.RoleArn === DEV).length;
    expect(again).toBe(assumed + 1);
  });

  it('names the key where only that is missing', async () => {
    const { role } = await withPolicies(
      {
        [DEV]: [{ Effect: 'Allow', Action: 'ssm:*', Resource: '*' }],
      },
      () => check('dev', 'reporting/finance'),
    );
    expect(element(role)).toMatchObject({
      Action: 'kms:Decrypt',
      Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/lava-dev-sys' } },
    });
  });
});

describe('a role that may not be assumed', () => {
  it('is simulated for exactly the actions and ARNs of the connection', async () => {
    const { role } = await check('prod', 'etl-warehouse');
    expect(role).toMatchObject({
      how: 'simulated',
      ok: true,
      add: null,
      lines: [
        {
          action: 'redshift:GetClusterCredentials',
          resource: 'arn:aws:redshift:us-east-1:210987654321:dbuser:analytics-prod/etl',
          verdict: 'allowed',
        },
        {
          action: 'redshift:GetClusterCredentials',
          resource: 'arn:aws:redshift:us-east-1:210987654321:dbname:analytics-prod/warehouse',
          verdict: 'allowed',
        },
      ],
    });
  });

  it('lacks exactly the parameter outside the realm', async () => {
    const { role } = await check('prod', 'shared/lookups');
    expect(role).toMatchObject({ how: 'simulated', ok: false });
    expect(element(role)).toMatchObject({
      Action: 'ssm:GetParameter',
      Resource: 'arn:aws:ssm:us-east-1:210987654321:parameter/shared/redshift/lava_user',
    });
  });

  it('lacks what serverless needs', async () => {
    const { role } = await check('prod', 'forecasting-v2');
    expect(role).toMatchObject({ how: 'simulated', ok: false });
    expect(element(role)).toMatchObject({ Action: 'redshift-serverless:GetCredentials' });
  });

  it('may not be simulated either: both permissions are named', async () => {
    const operations = {
      'iam:SimulatePrincipalPolicy': { error: 'AccessDenied', message: 'not authorized' },
    };
    store.sandbox.aws.load({ ...original, operations });
    const { role } = await check('prod', 'etl-warehouse');
    expect(role).toMatchObject({
      how: 'unknown',
      permissions: ['sts:AssumeRole', 'iam:SimulatePrincipalPolicy'],
    });
  });
});

describe('checking', () => {
  it('leaves a trace of its beginning and its end', async () => {
    await checkWorker(store.context, { realm: 'dev', connId: 'crm-sync' });
    const events = await prisma().auditEvent.findMany({
      where: { action: 'connection.check-worker', target: 'crm-sync' },
      orderBy: { at: 'asc' },
    });
    expect(events.map(({ outcome }) => outcome)).toEqual(['started', 'done']);
    expect(events[0]?.details).toMatchObject({ roles: [DEV], draft: false });
  });

  it('takes a draft, from an editor', async () => {
    const { spec } = await getConnection(store.context, 'dev', 'reporting/finance');
    const { password: _, ...rest } = spec;
    const draft = JSON.parse(JSON.stringify(rest));
    const input = { realm: 'dev', draft, draftOf: 'reporting/finance' };
    const { roles } = await checkWorker(store.context, input);
    expect(roles[0] && element(roles[0])).toMatchObject({ Action: 'redshift:GetClusterCredentials' });
    const tester: ServiceContext = {
      requestId: 'test',
      actor: { id: 't', name: 't', roleIn: () => 'tester' },
    };
    await expect(checkWorker(tester, input)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const viewer = { ...tester, actor: { ...tester.actor, roleIn: () => 'viewer' as const } };
    await expect(checkWorker(viewer, { realm: 'dev', connId: 'crm-sync' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('says so when the realm names no role', async () => {
    await prisma().realm.update({ where: { name: 'dev' }, data: { workerRoleArns: [] } });
    await expect(checkWorker(store.context, { realm: 'dev', connId: 'crm-sync' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('no worker role'),
    });
    await prisma().realm.update({ where: { name: 'dev' }, data: { workerRoleArns: [DEV] } });
  });
});

/** What the examples' AWS holds. */
let original: Fixture;

/** The examples' AWS with other policies, until the next test. */
async function withPolicies<T>(
  policies: NonNullable<Fixture['policies']>,
  run: () => Promise<T>,
): Promise<T> {
  store.sandbox.aws.load({ ...original, policies: { ...original.policies, ...policies } });
  return run();
}
