import { afterAll, beforeAll, expect, it } from 'vitest';
import { prisma } from '../../db/prisma';
import { DEFAULT_QUERY, type FilterToken } from '../../listing/list-query';
import { loginSummary } from '../audit/login-summary';
import { openFilledStore } from '../testing/test-store';
import { importConnections } from '../transfer/import-connections';
import { DERIVATION } from './derive-columns';
import { getConnection } from './get-connection';
import { listConnections } from './list-connections';
import { rederiveOutdated } from './rederive-outdated';

let store: Awaited<ReturnType<typeof openFilledStore>>;

beforeAll(async () => {
  store = await openFilledStore();
});
afterAll(() => store.close());

const row = () => prisma().connection.findFirstOrThrow({ where: { connId: 'no-host' } });

it('derives rows of an earlier derivation anew: without a host nothing logs in', async () => {
  const spec = {
    conn_id: 'no-host',
    type: 'redshift',
    enabled: true,
    port: 5439,
    database: 'warehouse',
    user: 'etl',
    cluster_id: 'analytics-dev',
    ssl: true,
  };
  const files = [{ name: 'a.json', bytes: new TextEncoder().encode(JSON.stringify([spec])) }];
  const chosen = [{ connId: 'no-host', version: null }];
  await importConnections(store.context, { realm: 'dev', files, chosen });
  const derived = await row();
  expect(derived).toMatchObject({ loginMethod: 'none', clusterId: 'analytics-dev', durationSeconds: null });

  // As the derivation before this one stored it.
  const before = { loginMethod: 'iam', durationSeconds: 900, findingCodes: [], highFindings: 0 };
  await prisma().connection.updateMany({
    where: { connId: 'no-host' },
    data: { ...before, derivation: DERIVATION - 1 },
  });
  expect(await rederiveOutdated(store.url)).toBeGreaterThan(0);

  expect(await row()).toEqual(derived);
  expect(derived.findingCodes).toContain('FIELD_MISSING');
  expect(derived.highFindings).toBe(1);
  const { findings } = await getConnection(store.context, 'dev', 'no-host');
  expect(findings[0]).toMatchObject({ code: 'FIELD_MISSING', field: 'host' });
  expect(await rederiveOutdated(store.url)).toBe(0);

  // The list and the audit count it alike.
  const tokens: FilterToken[] = [{ key: 'finding', operator: '=', value: 'FIELD_MISSING' }];
  const query = { ...DEFAULT_QUERY, tokens };
  const { rows } = await listConnections(store.context, 'dev', query);
  expect(rows.map(({ connId, loginMethod }) => [connId, loginMethod])).toEqual([['no-host', 'none']]);
  const figures = await loginSummary(store.context, 'dev', query);
  const counted = figures.filter(({ connections }) => connections > 0);
  expect(counted).toMatchObject([{ method: 'none', connections: 1, withHigh: 1 }]);
});
