import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Spec } from '../../connectors/spec';
import { prisma } from '../../db/prisma';
import { DEFAULT_QUERY, type FilterToken } from '../../listing/list-query';
import { duplicateConnections } from '../connections/duplicate-connections';
import { getConnection } from '../connections/get-connection';
import { listConnections } from '../connections/list-connections';
import { quickFigures } from '../connections/quick-figures';
import { toStored } from '../connections/stored-spec';
import { updateConnection } from '../connections/update-connection';
import { restoreVersion } from '../history/restore-version';
import { getRealm } from '../realms/get-realm';
import { updateRealm } from '../realms/update-realm';
import { setEnabledNow } from '../testing/as-seen';
import { openFilledStore } from '../testing/test-store';
import { forgetCredentials } from './forget-credentials';
import { listCredentials } from './list-credentials';
import { mintCredentials } from './mint-credentials';

let store: Awaited<ReturnType<typeof openFilledStore>>;

beforeAll(async () => {
  store = await openFilledStore();
  await duplicateConnections(store.context, { realm: 'dev', connIds: ['etl-warehouse'] });
});

afterAll(() => store.close());

const get = (connId: string) => getConnection(store.context, 'dev', connId);
const mint = (connId: string) => mintCredentials(store.context, { realm: 'dev', connId });
const endOf = async (connId: string) => (await get(connId)).credentialExpiresAt;

async function change(connId: string, fields: Spec): Promise<void> {
  const { version, spec } = await get(connId);
  const next = JSON.parse(JSON.stringify({ ...spec, ...fields }));
  const saved = await updateConnection(store.context, { realm: 'dev', connId, version, spec: next });
  expect(saved.status).toBe('saved');
}

describe('the end of temporary credentials', () => {
  beforeEach(() => mint('etl-warehouse'));

  it('is known of every connection that logs in with them, and forgotten of all', async () => {
    const before = await endOf('etl-warehouse');
    const { expiresAt } = await mint('etl-warehouse');
    expect(expiresAt).not.toBe(before);
    const { minted } = await listCredentials(store.context, 'dev');
    const row = minted.find((candidate) => candidate.expiresAt === expiresAt);
    expect(row?.usedBy).toEqual(['etl-warehouse', 'etl-warehouse-copy']);
    for (const connId of row?.usedBy ?? []) expect(await endOf(connId), connId).toBe(expiresAt);
    const others = { connId: { notIn: [...(row?.usedBy ?? [])] }, credentialExpiresAt: { not: null } };
    expect(await prisma().connection.count({ where: others })).toBe(0);
    await forgetCredentials(store.context, { realm: 'dev', id: String(row?.id) });
    for (const connId of row?.usedBy ?? []) expect(await endOf(connId), connId).toBeNull();
  });

  it('stays with a change that leaves the login as it is', async () => {
    const end = await endOf('etl-warehouse');
    await change('etl-warehouse', { description: 'The same login.' });
    await setEnabledNow(store.context, { realm: 'dev', connIds: ['etl-warehouse'], enabled: false });
    expect(end).not.toBeNull();
    expect(await endOf('etl-warehouse')).toBe(end);
  });

  it.each<[string, Spec]>([
    ['another user', { user: 'other_user' }],
    ['another cluster', { cluster_id: 'other-cluster' }],
    ['another duration', { password_duration: '30m' }],
    ['a parameter instead', { password: '/lava/dev/shared/password' }],
  ])('is gone with %s, and does not come back with the old login', async (_what, fields) => {
    const { version } = await get('etl-warehouse');
    expect(await endOf('etl-warehouse')).not.toBeNull();
    await change('etl-warehouse', fields);
    expect(await endOf('etl-warehouse')).toBeNull();
    await restoreVersion(store.context, {
      realm: 'dev',
      connId: 'etl-warehouse',
      version: version + 1,
      to: version,
    });
    expect(await endOf('etl-warehouse')).toBeNull();
    expect(await endOf('etl-warehouse-copy')).not.toBeNull();
  });

  it('is gone when the realm asks for another duration, or asks elsewhere', async () => {
    for (const moved of [{ passwordDuration: '20m' }, { region: 'eu-west-1' }]) {
      const { connections: _count, version, ...realm } = await getRealm(store.context, 'dev');
      const form = {
        ...realm,
        roleArn: realm.roleArn ?? '',
        externalId: realm.externalId ?? '',
        connectionsTable: realm.connectionsTable ?? '',
        jobsTable: realm.jobsTable ?? '',
      };
      const { spec } = await get('etl-warehouse');
      const { password_duration: _own, ...inherits } = spec;
      await prisma().connection.updateMany({
        where: { connId: 'etl-warehouse' },
        data: { spec: toStored(inherits), durationSeconds: 900, credentialExpiresAt: new Date() },
      });
      const { version: changed } = await updateRealm(store.context, {
        version,
        realm: { ...form, ...moved },
      });
      expect(await endOf('etl-warehouse')).toBeNull();
      await updateRealm(store.context, { version: changed, realm: form });
    }
  });
});

describe('the filter by temporary credentials', () => {
  const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000);
  const ENDS: Readonly<Record<string, readonly [string, Date | null]>> = {
    valid: ['etl-warehouse', inMinutes(30)],
    expiring: ['etl-warehouse-copy', inMinutes(3)],
    expired: ['backfill', inMinutes(-1)],
  };
  const shown = async (token: FilterToken) => {
    const query = { ...DEFAULT_QUERY, pageSize: 200, tokens: [token] };
    return (await listConnections(store.context, 'dev', query)).rows.map(({ connId }) => connId);
  };

  beforeAll(async () => {
    await prisma().connection.updateMany({ data: { credentialExpiresAt: null } });
    for (const [connId, credentialExpiresAt] of Object.values(ENDS)) {
      await prisma().connection.updateMany({ where: { connId }, data: { credentialExpiresAt } });
    }
  });

  it.each(Object.entries(ENDS))('shows what is %s', async (value, [connId]) => {
    expect(await shown({ key: 'expiry', operator: '=', value })).toEqual([connId]);
    const others = await shown({ key: 'expiry', operator: '!=', value });
    expect(others).not.toContain(connId);
    expect(others.length).toBeGreaterThan(3);
  });

  it('shows the others as without any, and the quick filter counts the expired ones', async () => {
    const none = await shown({ key: 'expiry', operator: '=', value: 'none' });
    const { totalInRealm } = await listConnections(store.context, 'dev', DEFAULT_QUERY);
    expect(none).toHaveLength(totalInRealm - 3);
    expect((await quickFigures(store.context, 'dev')).expired).toBe(1);
  });
});
