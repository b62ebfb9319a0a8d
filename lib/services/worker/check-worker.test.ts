import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { prisma } from '../../db/prisma';
import type { Fixture, RoleStatement } from '../../sandbox/aws/fixture';
import { workgroupId } from '../../sandbox/aws/redshift-serverless';
import { SHARE_ROLE } from '../../sandbox/example-connections-siblings';
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
  const [only, ...more] = role.how === 'unknown' ? [] : role.add;
  expect(more).toEqual([]);
  return only ? JSON.parse(only.text) : null;
}

/** What the role is told to need, and whether that is certain. */
function added(role: RoleCheck) {
  if (role.how === 'unknown') return [];
  return role.add.map(({ roleArn, text, certain }) => [roleArn, JSON.parse(text).Action, certain]);
}

describe('a role that may be assumed', () => {
  it('does what the console does', async () => {
    const { dashboard, role } = await check('dev', 'reporting/finance');
    expect(dashboard.ok).toBe(true);
    expect(role).toMatchObject({ roleArn: DEV, how: 'assumed', verdict: 'yes', add: [] });
  });

  it('lacks a permission that the console has: the element to add is exactly this', async () => {
    const { dashboard, role } = await check('dev', 'etl-warehouse');
    expect(dashboard.ok).toBe(true);
    expect(role).toMatchObject({ how: 'assumed', verdict: 'no' });
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

  it('does not say that an RDS login works before rds-db:connect was looked at', async () => {
    const { role } = await check('dev', 'orders/live');
    expect(role).toMatchObject({
      how: 'assumed',
      ok: true,
      verdict: 'undecided',
      lines: [{ roleArn: DEV, action: 'rds-db:connect', verdict: 'unknown' }],
    });
    expect(added(role)).toEqual([[DEV, 'rds-db:connect', false]]);
    expect(element(role).Resource).toBe(
      'arn:aws:rds-db:ap-southeast-2:123456789012:dbuser:<resource-id>/orders_app',
    );
    const everywhere: RoleStatement[] = [
      { Effect: 'Allow', Action: 'rds-db:connect', Resource: '*:dbuser:*/orders_app' },
    ];
    const allowed = await withPolicies({ [DEV]: everywhere }, () => check('dev', 'orders/live'));
    expect(allowed.role).toMatchObject({ verdict: 'yes', add: [] });
    const forbidden = await withPolicies(
      { [DEV]: [...everywhere, { Effect: 'Deny', Action: 'rds-db:*', Resource: '*' }] },
      () => check('dev', 'orders/live'),
    );
    expect(forbidden.role).toMatchObject({ verdict: 'no', lines: [{ verdict: 'forbidden' }], add: [] });
  });

  it('names the role that lacks a permission where the connection assumes one', async () => {
    const { role } = await withPolicies(
      { [SHARE_ROLE]: [], [DEV]: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
      () => check('dev', 'data-share'),
    );
    expect(failedStage(role)).toBe('iam');
    expect(added(role)).toEqual([[SHARE_ROLE, 'redshift-serverless:GetCredentials', true]]);
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
      verdict: 'yes',
      add: [],
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
    expect(role).toMatchObject({ how: 'simulated', verdict: 'no' });
    expect(element(role)).toMatchObject({
      Action: 'ssm:GetParameter',
      Resource: 'arn:aws:ssm:us-east-1:210987654321:parameter/shared/redshift/lava_user',
    });
  });

  it('lacks what serverless needs', async () => {
    const { role } = await check('prod', 'forecasting-v2');
    expect(role).toMatchObject({ how: 'simulated', verdict: 'no' });
    expect(element(role)).toMatchObject({
      Action: 'redshift-serverless:GetCredentials',
      Resource: `arn:aws:redshift-serverless:us-east-1:210987654321:workgroup/${workgroupId('forecasting')}`,
    });
  });

  it('is asked about the one workgroup, whose ARN AWS tells; where it does not, nothing is certain', async () => {
    const arn = `arn:aws:redshift-serverless:ap-southeast-2:123456789012:workgroup/${workgroupId('ad-hoc')}`;
    const one: RoleStatement[] = [
      { Effect: 'Allow', Action: 'redshift-serverless:GetCredentials', Resource: arn },
    ];
    const yes = await simulated('query-lab', { [DEV]: one });
    expect(yes).toMatchObject({ verdict: 'yes', lines: [{ resource: arn, verdict: 'allowed' }], add: [] });
    const operations = {
      'redshift-serverless:ListWorkgroups': { error: 'AccessDeniedException', message: 'not authorized' },
    };
    const undecided = await simulated('query-lab', { [DEV]: one }, operations);
    expect(undecided).toMatchObject({ verdict: 'undecided', lines: [{ verdict: 'unknown' }] });
    expect(added(undecided)).toEqual([[DEV, 'redshift-serverless:GetCredentials', false]]);
    expect(element(undecided).Resource).toMatch(/:workgroup\/\*$/);
  });

  /** `dev` as if the console might not assume its worker role. */
  async function simulated(
    connId: string,
    policies: Readonly<Record<string, readonly RoleStatement[]>>,
    operations: NonNullable<Fixture['operations']> = {},
  ) {
    store.sandbox.aws.load({
      ...original,
      sts: { ...original.sts, [DEV]: { error: 'AccessDenied', message: 'not authorized' } },
      policies: { ...original.policies, ...policies },
      operations,
    });
    const { role } = await check('dev', connId);
    return role;
  }
  const everything: RoleStatement[] = [{ Effect: 'Allow', Action: '*', Resource: '*' }];

  it('is undecided where the spec does not tell the whole ARN', async () => {
    const one: RoleStatement[] = [
      { Effect: 'Allow', Action: 'rds-db:connect', Resource: '*:dbuser:db-ORDERS/orders_app' },
    ];
    const role = await simulated('orders/live', { [DEV]: one });
    expect(role).toMatchObject({
      how: 'simulated',
      verdict: 'undecided',
      lines: [{ action: 'rds-db:connect', verdict: 'unknown' }],
    });
    expect(added(role)).toEqual([[DEV, 'rds-db:connect', false]]);
    expect(await simulated('orders/live', { [DEV]: everything })).toMatchObject({ verdict: 'yes', add: [] });
  });

  it('is simulated together with the role that the connection assumes', async () => {
    const yes = await simulated('data-share', { [DEV]: everything, [SHARE_ROLE]: everything });
    expect(yes).toMatchObject({ how: 'simulated', verdict: 'yes', add: [] });
    const no = await simulated('data-share', { [DEV]: everything, [SHARE_ROLE]: [] });
    expect(no).toMatchObject({ how: 'simulated', verdict: 'no' });
    expect(added(no)).toEqual([[SHARE_ROLE, 'redshift-serverless:GetCredentials', true]]);
    // Nothing is known of a role that IAM does not know here.
    const undecided = await simulated('data-share', { [DEV]: everything });
    expect(undecided).toMatchObject({ how: 'simulated', verdict: 'undecided' });
    expect(added(undecided)).toEqual([[SHARE_ROLE, 'redshift-serverless:GetCredentials', false]]);
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

describe('a worker that runs as an IAM user', () => {
  const USER = 'arn:aws:iam::123456789012:user/lava/dev-worker';
  beforeAll(() => setWorker(USER));
  afterAll(() => setWorker(DEV));
  const setWorker = (arn: string) =>
    prisma().realm.update({ where: { name: 'dev' }, data: { workerRoleArns: [arn] } });

  it('is simulated, and nobody tries to assume it', async () => {
    const some: RoleStatement[] = [{ Effect: 'Allow', Action: 'redshift:*', Resource: '*' }];
    const { role } = await withPolicies({ [USER]: some }, () => check('dev', 'etl-warehouse'));
    expect(role).toMatchObject({
      roleArn: USER,
      how: 'simulated',
      verdict: 'yes',
      lines: [
        { roleArn: USER, action: 'redshift:GetClusterCredentials', verdict: 'allowed' },
        { roleArn: USER, action: 'redshift:GetClusterCredentials', verdict: 'allowed' },
      ],
    });
    const lacking = await withPolicies({ [USER]: some }, () => check('dev', 'reporting/finance'));
    expect(lacking.role).toMatchObject({ how: 'simulated', verdict: 'no' });
    const assumed = store.sandbox.aws.calls().filter(({ params }) => params.RoleArn === USER);
    expect(assumed).toEqual([]);
  });

  it('that is not there, or may not be simulated, is called a user', async () => {
    const { role } = await check('dev', 'etl-warehouse');
    expect(role).toMatchObject({ how: 'unknown', message: expect.stringContaining('no such user') });
    const operations = {
      'iam:SimulatePrincipalPolicy': { error: 'AccessDenied', message: 'not authorized' },
    };
    store.sandbox.aws.load({ ...original, operations });
    const denied = await check('dev', 'etl-warehouse');
    expect(denied.role).toMatchObject({ how: 'unknown', permissions: ['iam:SimulatePrincipalPolicy'] });
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
