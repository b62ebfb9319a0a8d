import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PARAMETERS_PER_CALL } from '../../aws/ssm';
import { prisma } from '../../db/prisma';
import { createConnection } from '../connections/create-connection';
import { getConnection } from '../connections/get-connection';
import { deleteNow } from '../testing/as-seen';
import { expectColumnsDerived } from '../testing/expect-columns-derived';
import { openFilledStore } from '../testing/test-store';
import { forgetCredentials } from './forget-credentials';
import { listCredentials } from './list-credentials';
import { mintCredentials } from './mint-credentials';
import { refreshReferences } from './refresh-references';

let store: Awaited<ReturnType<typeof openFilledStore>>;

beforeAll(async () => {
  store = await openFilledStore();
});

afterAll(() => store.close());
afterEach(expectColumnsDerived);

const list = (realm = 'dev') => listCredentials(store.context, realm);
const mint = (connId: string) => mintCredentials(store.context, { realm: 'dev', connId });
const mintedFor = async (connId: string) =>
  (await list()).minted.filter((row) => row.usedBy.includes(connId));
const mintings = () =>
  store.sandbox.aws.calls().filter(({ operation }) => operation === 'GetClusterCredentials').length;

async function expiryColumn(connId: string): Promise<Date | null> {
  const row = await prisma().connection.findFirstOrThrow({ where: { connId, realm: { name: 'dev' } } });
  return row.credentialExpiresAt;
}

describe('before AWS was asked', () => {
  it('lists every parameter and secret with its connections, unchecked', async () => {
    const { minted, parameters, secrets } = await list();
    expect(minted).toEqual([]);
    expect([...parameters, ...secrets].every(({ state }) => state === 'unchecked')).toBe(true);
    const shared = parameters.find(({ name }) => name === '/lava/dev/shared/password');
    expect(shared?.usedBy).toContain('audit-export');
    expect(shared?.usedBy.length).toBeGreaterThan(3);
    expect(secrets.map(({ name }) => name)).toContain('/lava/dev/product-usage');
  });
});

describe('minting', () => {
  it('obtains credentials without a test, holds them and tells whom their end hits', async () => {
    const { expiresAt } = await mint('etl-warehouse');
    const [row] = await mintedFor('etl-warehouse');
    expect(row).toMatchObject({
      connId: 'etl-warehouse',
      connectionExists: true,
      runId: null,
      cluster: 'analytics-dev',
      requestedUser: 'etl',
      returnedUser: 'IAM:etl',
      mintedBy: 'admin',
      held: true,
      expiresAt,
    });
    expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now());
    expect((await expiryColumn('etl-warehouse'))?.toISOString()).toBe(expiresAt);
    expect(
      await prisma().auditEvent.count({ where: { action: 'credential.mint', target: 'etl-warehouse' } }),
    ).toBe(2);
  });

  it('replaces what was held before and shows only the newest', async () => {
    const [before] = await mintedFor('etl-warehouse');
    await mint('etl-warehouse');
    const rows = await mintedFor('etl-warehouse');
    expect(rows).toHaveLength(1);
    expect(rows[0]?.id).not.toBe(before?.id);
    expect(rows[0]?.held).toBe(true);
  });

  it('does not call credentials held that no test would use any more', async () => {
    const fixture = store.sandbox.aws.fixture();
    const { 'analytics-dev': cluster, ...others } = fixture.redshift ?? {};
    store.sandbox.aws.load({
      ...fixture,
      redshift: { ...others, 'analytics-dev': { ...cluster, expiresIn: 0 } },
    });
    const { expiresAt } = await mint('etl-warehouse');
    store.sandbox.aws.load(fixture);
    expect(Date.parse(expiresAt)).toBeLessThanOrEqual(Date.now());
    expect(await mintedFor('etl-warehouse')).toMatchObject([{ expiresAt, held: false }]);
  });

  it('refuses connections that log in otherwise, unknown ones, and says why AWS refused', async () => {
    await expect(mint('reporting/finance')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(mint('nothing-here')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(mint('telemetry')).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: expect.stringContaining('telemetry-dev'),
    });
    expect(await mintedFor('telemetry')).toEqual([]);
  });

  it('shows every login that is still good, however often another was minted since', async () => {
    await mint('etl-warehouse');
    const newest = await prisma().mintedCredential.findFirstOrThrow({ orderBy: { mintedAt: 'desc' } });
    const { id: _id, ...login } = newest;
    const more = Array.from({ length: 1_100 }, (_, index) => ({
      ...login,
      returnedUser: 'IAM:often',
      mintedAt: new Date(login.mintedAt.getTime() + index + 1),
    }));
    await prisma().mintedCredential.createMany({ data: more });
    const { minted } = await list();
    expect(minted.filter(({ returnedUser }) => returnedUser === 'IAM:often')).toHaveLength(1);
    expect(minted.map(({ id }) => id)).toContain(newest.id);
    await prisma().mintedCredential.deleteMany({ where: { returnedUser: 'IAM:often' } });
  });
});

describe('forgetting', () => {
  it('drops the credentials here, so that the next minting asks AWS, and leaves a trace', async () => {
    const [row] = await mintedFor('etl-warehouse');
    const id = String(row?.id);
    await forgetCredentials(store.context, { realm: 'dev', id });
    expect(await mintedFor('etl-warehouse')).toEqual([]);
    expect(await expiryColumn('etl-warehouse')).toBeNull();
    expect(await prisma().auditEvent.count({ where: { action: 'credential.forget' } })).toBe(1);
    await expect(forgetCredentials(store.context, { realm: 'dev', id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const asked = mintings();
    await mint('etl-warehouse');
    expect(mintings()).toBe(asked + 1);
  });

  it('does not reach into another realm', async () => {
    const [row] = await mintedFor('etl-warehouse');
    await expect(
      forgetCredentials(store.context, { realm: 'prod', id: String(row?.id) }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await mintedFor('etl-warehouse')).toHaveLength(1);
  });
});

describe('asking AWS about references', () => {
  const codes = async (connId: string) =>
    (await getConnection(store.context, 'prod', connId)).findings.map(({ code }) => code);

  it('keeps type, key, version and age, and the findings follow', async () => {
    expect(await codes('pricing')).not.toContain('SSM_NOT_SECURE');
    const counts = await refreshReferences(store.context, { realm: 'prod' });
    expect(counts).toMatchObject({ denied: 0 });
    const { parameters } = await list('prod');
    expect(parameters.find(({ name }) => name === '/lava/prod/pricing/password')).toMatchObject({
      state: 'found',
      parameterType: 'String',
      parameterVersion: 1,
      usedBy: ['pricing'],
    });
    expect(await codes('pricing')).toContain('SSM_NOT_SECURE');
    expect(await codes('orders')).toContain('SSM_WRONG_KEY');
    const row = await prisma().connection.findFirstOrThrow({ where: { connId: 'pricing' } });
    expect(row.findingCodes).toContain('SSM_NOT_SECURE');
    expect(row.highFindings).toBeGreaterThan(0);
  });

  it('tells what is missing and which rotation is overdue', async () => {
    await refreshReferences(store.context, { realm: 'dev' });
    const { parameters, secrets, now } = await list();
    expect(parameters.find(({ name }) => name === '/lava/dev/hr/payroll/password')?.state).toBe('missing');
    const overdue = secrets.find(({ name }) => name === '/lava/dev/product-usage');
    expect(overdue).toMatchObject({ state: 'found', rotationEnabled: true });
    expect(Date.parse(String(overdue?.nextRotationAt))).toBeLessThan(Date.parse(now));
  });

  it('finds a parameter that the spec names with a version or as an ARN', async () => {
    const arn = 'arn:aws:ssm:ap-southeast-2:123456789012:parameter/lava/dev/shared/password';
    const { spec } = await getConnection(store.context, 'dev', 'audit-export');
    const named = { 'by-version': '/lava/dev/shared/password:1', 'by-arn': arn };
    const realm = await prisma().realm.findUniqueOrThrow({ where: { name: 'dev' } });
    for (const [conn_id, password] of Object.entries(named)) {
      await createConnection(store.context, {
        realm: 'dev',
        spec: { ...JSON.parse(JSON.stringify(spec)), conn_id, password: '/lava/dev/shared/password' },
      });
      await prisma().connection.update({
        where: { realmId_connId: { realmId: realm.id, connId: conn_id } },
        data: { spec: { ...JSON.parse(JSON.stringify(spec)), conn_id, password }, parameterName: password },
      });
    }
    await refreshReferences(store.context, { realm: 'dev' });
    const { parameters } = await list();
    for (const name of Object.values(named)) {
      expect(parameters.find((row) => row.name === name)?.state, name).toBe('found');
    }
    await prisma().connection.deleteMany({ where: { connId: { in: Object.keys(named) } } });
  });

  it('keeps what was known when AWS gives no answer, and the findings with it', async () => {
    const [before] = (await list('prod')).parameters.filter(({ state }) => state === 'found');
    const failure = { error: 'InternalServerError', status: 500 };
    store.sandbox.aws.load({
      account: '123456789012',
      operations: { 'ssm:DescribeParameters': failure, 'secretsmanager:DescribeSecret': failure },
    });
    const {
      parameters: asked,
      secrets,
      denied,
      failed,
    } = await refreshReferences(store.context, {
      realm: 'prod',
    });
    expect({ denied, failed }).toEqual({ denied: 0, failed: asked + secrets });
    const { parameters } = await list('prod');
    const after = parameters.find(({ name }) => name === before?.name);
    expect(after).toEqual({ ...before, state: 'failed', checkedAt: after?.checkedAt });
    expect(after?.checkedAt).not.toBe(before?.checkedAt);
    expect(await codes('pricing')).toContain('SSM_NOT_SECURE');
    expect(await codes('orders')).toContain('SSM_WRONG_KEY');
  });

  it('counts as failed only what the failing call was about', async () => {
    const { spec } = await getConnection(store.context, 'dev', 'audit-export');
    const names = Array.from({ length: 60 }, (_, index) => `/lava/dev/many/${index}`);
    for (const [index, password] of names.entries()) {
      const conn_id = `many/${index}`;
      await createConnection(store.context, {
        realm: 'dev',
        spec: { ...JSON.parse(JSON.stringify(spec)), conn_id, password },
      });
    }
    store.sandbox.aws.load({
      account: '123456789012',
      ssm: Object.fromEntries(names.map((name) => [name, { Value: 'CANARY-many' }])),
      operations: { 'ssm:DescribeParameters': [{ error: 'ValidationException' }, {}] },
    });
    const { failed } = await refreshReferences(store.context, { realm: 'dev' });
    expect(failed).toBe(PARAMETERS_PER_CALL);
    const { parameters } = await list();
    const inState = (state: string) => parameters.filter((row) => row.state === state);
    expect(inState('failed')).toHaveLength(PARAMETERS_PER_CALL);
    expect(inState('found').length).toBeGreaterThan(0);
    await deleteNow(store.context, {
      realm: 'dev',
      connIds: names.map((_, index) => `many/${index}`),
    });
  });

  it('keeps what may not be read as denied, with the permission that is missing', async () => {
    const denied = { error: 'AccessDeniedException', message: 'not authorized' };
    store.sandbox.aws.load({
      account: '123456789012',
      operations: { 'ssm:DescribeParameters': denied, 'secretsmanager:DescribeSecret': denied },
    });
    const counts = await refreshReferences(store.context, { realm: 'dev' });
    const { parameters, secrets } = await list();
    expect(counts.denied).toBe(parameters.length + secrets.length);
    expect(
      new Set(parameters.map(({ state, missingPermission }) => `${state} ${missingPermission}`)),
    ).toEqual(new Set(['denied ssm:DescribeParameters']));
    expect(new Set(secrets.map(({ state, missingPermission }) => `${state} ${missingPermission}`))).toEqual(
      new Set(['denied secretsmanager:DescribeSecret']),
    );
    expect(
      parameters.every(
        ({ parameterType, lastChangedAt }) => parameterType === null && lastChangedAt === null,
      ),
    ).toBe(true);
  });
});
