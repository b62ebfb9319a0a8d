import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { prisma } from '../../db/prisma';
import { DEFAULT_QUERY, type FilterToken } from '../../listing/list-query';
import { exportLogins } from '../audit/export-logins';
import { loginSummary } from '../audit/login-summary';
import { forgetCredentials } from '../credentials/forget-credentials';
import { listCredentials } from '../credentials/list-credentials';
import { mintCredentials } from '../credentials/mint-credentials';
import { openFilledStore } from '../testing/test-store';
import { warmDialler } from '../testing/warm-dialler';
import { getRun } from '../tests/get-run';
import { startTest } from '../tests/start-test';
import { createConnection } from './create-connection';
import { getConnection } from './get-connection';
import { listAllConnections, listFacets } from './list-connections';
import { updateConnection } from './update-connection';

let store: Awaited<ReturnType<typeof openFilledStore>>;

beforeAll(async () => {
  store = await openFilledStore();
  await warmDialler();
});

afterAll(() => store.close());

const create = (spec: Record<string, string | number | boolean>) =>
  createConnection(store.context, { realm: 'dev', spec });
const get = (connId: string) => getConnection(store.context, 'dev', connId);
const row = (connId: string) =>
  prisma().connection.findFirstOrThrow({ where: { connId, realm: { name: 'dev' } } });

async function rows(...tokens: FilterToken[]): Promise<string[]> {
  const found = await listAllConnections(store.context, 'dev', { ...DEFAULT_QUERY, tokens });
  return found.map(({ connId }) => connId);
}

async function test(connId: string) {
  const { runId } = await startTest(store.context, { realm: 'dev', connId });
  return vi.waitFor(
    async () => {
      const run = await getRun(store.context, 'dev', runId);
      if (!run.result) throw new Error('still running');
      return run.result;
    },
    { timeout: 15_000, interval: 50 },
  );
}

describe('connections without a table', () => {
  const slack = {
    conn_id: 'test/slack',
    type: 'slack',
    enabled: true,
    webhook_url: 'https://hooks.example.com/x',
  };

  it('are created and edited with every field kept, and with a trace', async () => {
    await create(slack);
    await updateConnection(store.context, {
      realm: 'dev',
      connId: 'test/slack',
      version: 1,
      spec: { ...slack, style: 'block', nested: { deep: [1, null] } },
    });
    expect((await get('test/slack')).spec).toEqual({ ...slack, style: 'block', nested: { deep: [1, null] } });
    const actions = await prisma().auditEvent.findMany({
      where: { target: 'test/slack' },
      orderBy: { at: 'asc' },
      select: { action: true },
    });
    expect(actions.map(({ action }) => action)).toEqual(['connection.create', 'connection.update']);
  });

  it('of a type lava does not know are kept, with a finding', async () => {
    await create({ conn_id: 'test/teradata', type: 'teradata', enabled: false });
    const { findings, loginMethod } = await get('test/teradata');
    expect(findings.map(({ code }) => code)).toContain('TYPE_UNKNOWN');
    expect(loginMethod).toBe('none');
  });

  it('are refused for what every type shares', async () => {
    await expect(create({ ...slack, conn_id: '../x', enabled: 'yes' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      extra: { problems: [{ path: 'conn_id' }, { path: 'enabled' }] },
    });
    const secret = { ...slack, conn_id: 'test/key', type: 'ssh', ssh_key: '-----BEGIN OPENSSH-----' };
    await expect(create(secret)).rejects.toMatchObject({
      extra: { problems: [{ path: 'ssh_key', code: 'LOOKS_LIKE_A_PASSWORD' }] },
    });
  });

  it('are listed as what they are, and not as never tested', async () => {
    expect(await row('job-alerts')).toMatchObject({ type: 'slack', dialect: null, loginMethod: 'other' });
    const untestable = await rows({ key: 'outcome', operator: '=', value: 'untestable' });
    expect(untestable).toEqual(expect.arrayContaining(['job-alerts', 'newsletter', 'shop', 'test/teradata']));
    expect(await rows({ key: 'outcome', operator: '=', value: 'never' })).not.toContain('job-alerts');
    expect(await rows({ key: 'loginMethod', operator: '=', value: 'other' })).toContain('newsletter');
    const facets = await listFacets(store.context, 'dev');
    expect(facets.outcome?.find(({ value }) => value === 'untestable')?.count).toBe(untestable.length);
    const other = (await loginSummary(store.context, 'dev', DEFAULT_QUERY)).find(
      ({ method }) => method === 'other',
    );
    expect(other).toMatchObject({ connections: expect.any(Number), neverTested: 0 });
    expect(other?.connections).toBeGreaterThan(1);
    expect(await exportLogins(store.context, 'dev', DEFAULT_QUERY, 'csv')).toMatch(
      /^job-alerts,slack,other,/m,
    );
  });

  it('say that they cannot be tested, without asking AWS', async () => {
    const calls = store.sandbox.aws.calls().length;
    expect(await test('board-papers')).toMatchObject({
      outcome: 'undecided',
      failedCode: null,
      verdict: expect.stringContaining('Not testable here'),
    });
    expect(store.sandbox.aws.calls().length).toBe(calls);
  });
});

describe('connections to RDS', () => {
  const minted = async () =>
    (await listCredentials(store.context, 'dev')).minted.filter(({ method }) => method === 'rds-token');

  it('log in with a token, whose 15 minutes are among what expires', async () => {
    expect(await row('orders/live')).toMatchObject({
      loginMethod: 'rds-token',
      durationSeconds: 900,
      clusterId: null,
    });
    expect(await test('orders/live')).toMatchObject({
      outcome: 'passed',
      verdict: 'A lava worker would connect as orders_app, encrypted, certificate not checked.',
    });
    const [token] = await minted();
    expect(token).toMatchObject({
      connId: 'orders/live',
      cluster: `orders.c7k2mzq4x9ab.ap-southeast-2.rds.amazonaws.com:${store.sandbox.ports.rds}`,
      database: 'orders',
      returnedUser: 'orders_app',
      durationSeconds: 900,
      held: false,
      usedBy: ['orders/archive', 'orders/live'],
    });
  });

  it('never count as expired, because every login signs a token of its own', async () => {
    await test('orders/live');
    const [token] = await minted();
    await prisma().mintedCredential.updateMany({
      where: { id: String(token?.id) },
      data: { expiresAt: new Date(Date.now() - 1) },
    });
    expect((await get('orders/live')).credentialExpiresAt).toBeNull();
    const expired = await rows({ key: 'expiry', operator: '=', value: 'expired' });
    expect(expired).not.toContain('orders/live');
    expect(await rows({ key: 'expiry', operator: '=', value: 'none' })).toContain('orders/live');
  });

  it('show only the newest token, and can forget it', async () => {
    await test('orders/live');
    const [token, ...others] = await minted();
    expect(others).toEqual([]);
    await forgetCredentials(store.context, { realm: 'dev', id: String(token?.id) });
    expect(await minted()).toEqual([]);
  });

  it('have nothing to mint ahead', async () => {
    await expect(
      mintCredentials(store.context, { realm: 'dev', connId: 'orders/live' }),
    ).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      extra: { hint: expect.stringContaining('signed for every login') },
    });
    expect(await minted()).toEqual([]);
  });
});

describe('connections to Redshift Serverless', () => {
  it('are found by their workgroup, each with its own role', async () => {
    expect(await row('data-share')).toMatchObject({ loginMethod: 'iam', clusterId: 'data-share' });
    await mintCredentials(store.context, { realm: 'dev', connId: 'data-share' });
    await mintCredentials(store.context, { realm: 'dev', connId: 'query-lab' });
    const { minted } = await listCredentials(store.context, 'dev');
    const serverless = minted.filter(({ requestedUser }) => requestedUser === null);
    expect(serverless.map(({ returnedUser, usedBy }) => [returnedUser, usedBy]).toSorted()).toEqual([
      ['IAMR:data-share-reader', ['data-share']],
      ['IAMR:lava-connections', ['query-lab']],
    ]);
  });

  it('are held by the server with and without a role, and minted anew once forgotten', async () => {
    const mintings = () =>
      store.sandbox.aws.calls().filter(({ operation }) => operation === 'GetCredentials').length;
    for (const connId of ['data-share', 'query-lab']) {
      await mintCredentials(store.context, { realm: 'dev', connId });
      const asked = mintings();
      expect(await test(connId)).toMatchObject({ outcome: 'passed' });
      expect(mintings(), connId).toBe(asked);
      const { minted } = await listCredentials(store.context, 'dev');
      const held = minted.find(({ usedBy }) => usedBy.includes(connId));
      expect(held?.held, connId).toBe(true);
      await forgetCredentials(store.context, { realm: 'dev', id: String(held?.id) });
      await test(connId);
      expect(mintings(), connId).toBe(asked + 1);
    }
  });

  it('do not log in with what another role obtained for them before', async () => {
    const usedBy = async () => {
      const { minted } = await listCredentials(store.context, 'dev');
      return minted.find(({ returnedUser }) => returnedUser === 'IAMR:data-share-reader')?.usedBy;
    };
    await mintCredentials(store.context, { realm: 'dev', connId: 'data-share' });
    expect(await usedBy()).toEqual(['data-share']);
    const { spec, version } = await get('data-share');
    await updateConnection(store.context, {
      realm: 'dev',
      connId: 'data-share',
      version,
      spec: { ...JSON.parse(JSON.stringify(spec)), role_arn: 'arn:aws:iam::123456789012:role/another' },
    });
    expect(await usedBy()).toEqual([]);
  });
});
