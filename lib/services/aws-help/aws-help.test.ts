import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { prisma } from '../../db/prisma';
import type { Fixture } from '../../sandbox/aws/fixture';
import type { ServiceContext } from '../context';
import { openFilledStore } from '../testing/test-store';
import { listClusters } from './list-clusters';
import { listParameters } from './list-parameters';
import { listSecrets } from './list-secrets';
import { listWorkgroups } from './list-workgroups';
import { readSecretKeys } from './read-secret-keys';

let store: Awaited<ReturnType<typeof openFilledStore>>;

beforeAll(async () => {
  store = await openFilledStore();
});
afterAll(() => store.close());

const LISTS = [
  ['redshift:DescribeClusters', listClusters],
  ['redshift-serverless:ListWorkgroups', listWorkgroups],
  ['ssm:DescribeParameters', listParameters],
  ['secretsmanager:ListSecrets', listSecrets],
] as const;

const denied = { error: 'AccessDeniedException', message: 'User: arn:aws:iam::123456789012:user/x is not…' };

function as(role: 'viewer' | 'tester'): ServiceContext {
  return { requestId: 'test', actor: { id: role, name: role, roleIn: () => role } };
}

describe('with the examples', () => {
  it('lists what the realm has', async () => {
    expect(await listClusters(store.context, 'dev')).toEqual({
      state: 'read',
      places: [
        {
          name: 'analytics-dev',
          status: 'available',
          endpoint: { host: expect.stringContaining('analytics-dev.'), port: store.sandbox.ports.redshift },
          database: 'analytics',
        },
        expect.objectContaining({ name: 'lab-dev', status: 'paused' }),
      ],
    });
    expect(await listWorkgroups(store.context, 'dev')).toMatchObject({
      state: 'read',
      places: [{ name: 'ad-hoc' }, { name: 'data-share' }],
    });
    expect(await listWorkgroups(store.context, 'prod')).toMatchObject({
      state: 'read',
      places: [{ name: 'forecasting', status: 'available', database: null }],
    });
    expect(await listParameters(store.context, 'prod')).toMatchObject({
      state: 'read',
      complete: true,
      names: expect.arrayContaining(['/lava/prod/orders/password']),
    });
    expect(await listSecrets(store.context, 'dev')).toMatchObject({
      state: 'read',
      names: expect.arrayContaining(['/lava/dev/marketing/campaigns']),
    });
  });

  it('names the permission that the role of prod lacks', async () => {
    expect(await listSecrets(store.context, 'prod')).toEqual({
      state: 'denied',
      permission: 'secretsmanager:ListSecrets',
    });
  });

  it('tells which of the keys lava maps a secret holds, never a value, and leaves a trace first', async () => {
    const secretId = '/lava/dev/marketing/campaigns';
    const answer = await readSecretKeys(store.context, { realm: 'dev', secretId });
    expect(answer).toEqual({
      state: 'read',
      content: 'keys',
      keys: ['username', 'password', 'host', 'port', 'dbname', 'dbClusterIdentifier'],
      ignored: 1,
    });
    expect(JSON.stringify(answer)).not.toContain('CANARY');
    expect(
      await prisma().auditEvent.findMany({ where: { action: 'secret.read-keys', target: secretId } }),
    ).toHaveLength(1);
    expect(await readSecretKeys(store.context, { realm: 'dev', secretId: '/lava/dev/partner-feed' })).toEqual(
      {
        state: 'read',
        content: 'binary',
      },
    );
    expect(await readSecretKeys(store.context, { realm: 'dev', secretId: '/lava/dev/none' })).toEqual({
      state: 'read',
      content: 'missing',
    });
  });

  it('refuses what looks like a secret itself, without repeating it and without asking', async () => {
    const before = store.sandbox.aws.calls().length;
    for (const secretId of ['Tr0ub4dor&3xyz', 'AKIAIOSFODNN7EXAMPLE', '', 'a b']) {
      const refusal = await readSecretKeys(store.context, { realm: 'dev', secretId }).catch((error) => error);
      expect(refusal).toMatchObject({ code: 'INVALID_INPUT', extra: { problems: [{ path: 'secretId' }] } });
      if (secretId) expect(JSON.stringify(refusal)).not.toContain(secretId);
    }
    expect(store.sandbox.aws.calls()).toHaveLength(before);
  });

  it('is for editors', async () => {
    for (const [, list] of LISTS) {
      await expect(list(as('tester'), 'dev')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
    await expect(
      readSecretKeys(as('viewer'), { realm: 'dev', secretId: '/lava/dev/crm-sync' }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(listClusters(store.context, 'none')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('without the permission', () => {
  beforeEach(() => {
    const operations: Fixture['operations'] = {
      ...Object.fromEntries(LISTS.map(([permission]) => [permission, denied])),
      'redshift:DescribeClusters': { ...denied, error: 'AccessDenied' },
      'secretsmanager:GetSecretValue': denied,
    };
    store.sandbox.aws.load({ account: '123456789012', operations });
  });

  it.each(LISTS)('%s is named, and nothing that AWS said', async (permission, list) => {
    expect(await list(store.context, 'dev')).toEqual({ state: 'denied', permission });
  });

  it('of a secret is named', async () => {
    expect(await readSecretKeys(store.context, { realm: 'dev', secretId: '/lava/dev/crm-sync' })).toEqual({
      state: 'denied',
      permission: 'secretsmanager:GetSecretValue',
    });
  });

  it('another refusal is told apart', async () => {
    store.sandbox.aws.load({ operations: { 'ssm:DescribeParameters': { error: 'InvalidFilterKey' } } });
    expect(await listParameters(store.context, 'dev')).toMatchObject({
      state: 'failed',
      message: expect.stringContaining('InvalidFilterKey'),
    });
  });

  it('to assume the realm’s role is named as such', async () => {
    store.sandbox.aws.load({ account: '123456789012' });
    const realm = await prisma().realm.create({
      data: {
        name: 'locked',
        account: '999999999999',
        region: 'eu-west-1',
        kmsAlias: 'alias/lava-locked-sys',
        roleArn: 'arn:aws:iam::999999999999:role/nobody',
        workerRoleArns: [],
      },
    });
    expect(await listClusters(store.context, realm.name)).toEqual({
      state: 'denied',
      permission: 'sts:AssumeRole',
    });
  });
});
