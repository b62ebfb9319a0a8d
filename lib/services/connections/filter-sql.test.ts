import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prisma } from '../../db/prisma';
import type { ConnectionRow } from '../../listing/connection-row';
import { DEFAULT_QUERY, type FilterKey, type FilterToken, type Operator } from '../../listing/list-query';
import { exportLogins } from '../audit/export-logins';
import { openFilledStore } from '../testing/test-store';
import { filterSql } from './filter-sql';
import { listAllConnections, listFacets } from './list-connections';

let store: Awaited<ReturnType<typeof openFilledStore>>;
let everything: readonly ConnectionRow[];

const TESTED = new Date('2026-03-04T05:06:07Z');
const CHANGED = new Date('2026-02-03T04:05:06Z');

beforeAll(async () => {
  store = await openFilledStore();
  const some = { connId: { in: ['etl-warehouse', 'backfill', 'orders/live'] } };
  await prisma().connection.updateMany({
    where: some,
    data: { lastTestedAt: TESTED, updatedAt: CHANGED, updatedBy: 'Ada', lastOutcome: 'failed' },
  });
  await prisma().connection.updateMany({
    where: { connId: 'etl-warehouse' },
    data: { credentialExpiresAt: TESTED },
  });
  everything = await listAllConnections(store.context, 'dev', DEFAULT_QUERY);
});

afterAll(() => store.close());

const token = (key: FilterKey, operator: Operator, value: string): FilterToken => ({ key, operator, value });
const query = (filter: FilterToken) => ({ ...DEFAULT_QUERY, tokens: [filter] });

type Matches = (row: ConnectionRow) => boolean;
const CASES: readonly (readonly [FilterToken, Matches])[] = [
  [token('user', '=', 'etl'), ({ user }) => user === 'etl'],
  [token('user', '!=', 'etl'), ({ user }) => user !== 'etl'],
  [token('user', ':', 'app'), ({ user }) => user?.includes('app') ?? false],
  [token('user', '^', 'orders_'), ({ user }) => user?.startsWith('orders_') ?? false],
  [token('user', '=', ''), ({ user }) => user === null],
  [token('user', '!=', ''), ({ user }) => user !== null],
  [
    token('reference', '=', '/lava/dev/shared/password'),
    ({ parameterName }) => parameterName === '/lava/dev/shared/password',
  ],
  [
    token('reference', '=', '/lava/dev/product-usage'),
    ({ secretId }) => secretId === '/lava/dev/product-usage',
  ],
  [
    token('reference', '^', '/lava/dev/'),
    ({ parameterName, secretId }) => [parameterName, secretId].some((name) => name?.startsWith('/lava/dev/')),
  ],
  [
    token('reference', '!:', 'shared'),
    ({ parameterName, secretId }) => ![parameterName, secretId].some((name) => name?.includes('shared')),
  ],
  [token('host', ':', 'rds.amazonaws.com'), ({ host }) => host?.includes('rds.amazonaws.com') ?? false],
  [token('host', '!:', 'rds.amazonaws.com'), ({ host }) => !host?.includes('rds.amazonaws.com')],
  [token('host', '=', ''), ({ host }) => host === null],
  [token('owner', '!=', 'nobody@example.com'), () => true],
  [token('enabled', '=', 'true'), ({ enabled }) => enabled],
  [token('enabled', '!=', 'true'), ({ enabled }) => !enabled],
  [token('outcome', '=', 'failed'), ({ lastOutcome }) => lastOutcome === 'failed'],
  [token('outcome', '!=', 'failed'), ({ lastOutcome }) => lastOutcome !== 'failed'],
  [token('testedAt', '>=', '2026-03-04'), ({ lastTestedAt }) => lastTestedAt !== null],
  [token('testedAt', '<=', '2026-03-04T05:07'), ({ lastTestedAt }) => lastTestedAt !== null],
  [token('updatedAt', '<=', '2026-02-04'), ({ updatedBy }) => updatedBy === 'Ada'],
  [token('updatedAt', '>=', '2026-02-04'), ({ updatedBy }) => updatedBy !== 'Ada'],
  [token('updatedBy', '=', 'Ada'), ({ updatedBy }) => updatedBy === 'Ada'],
  [token('updatedBy', '!:', 'da'), ({ updatedBy }) => !updatedBy.includes('da')],
  [token('duration', '=', '15m'), ({ durationSeconds }) => durationSeconds === 900],
  [token('duration', '!=', '900s'), ({ durationSeconds }) => durationSeconds !== 900],
  [token('duration', '>=', '16m'), ({ durationSeconds }) => (durationSeconds ?? 0) >= 960],
  [token('duration', '<=', '1h'), ({ durationSeconds }) => (durationSeconds ?? 9_999) <= 3_600],
];

it.each(CASES)('shows by %j what reading every row would', async (filter, matches) => {
  const expected = everything.filter(matches).map(({ connId }) => connId);
  const shown = await listAllConnections(store.context, 'dev', query(filter));
  expect(shown.map(({ connId }) => connId)).toEqual(expected);
  expect(expected.length).toBeGreaterThan(0);
});

it.each([
  token('testedAt', '<=', '2026-03-04T05:06'),
  token('testedAt', '>=', '2026-03-04T05:07'),
  token('expiry', '=', 'constructor'),
  token('severity', '=', 'constructor'),
  token('enabled', '=', 'maybe'),
])('shows nothing by %j', async (filter) => {
  expect(await listAllConnections(store.context, 'dev', query(filter))).toEqual([]);
});

it('downloads exactly what it shows', async () => {
  const filter = token('updatedBy', '=', 'Ada');
  const rows: readonly { connId: string }[] = JSON.parse(
    await exportLogins(store.context, 'dev', query(filter), 'json'),
  );
  expect(rows.map(({ connId }) => connId)).toEqual(['backfill', 'etl-warehouse', 'orders/live']);
});

it('counts people and durations as the filter takes them', async () => {
  const facets = await listFacets(store.context, 'dev');
  for (const key of ['updatedBy', 'duration'] as const) {
    expect(facets[key]?.length).toBeGreaterThan(1);
    for (const { value, count } of facets[key] ?? []) {
      expect(await listAllConnections(store.context, 'dev', query(token(key, '=', value)))).toHaveLength(
        count,
      );
    }
  }
});

describe('an index serves', () => {
  beforeAll(async () => {
    // Enough rows for the planner to tell one index from another.
    await prisma().$executeRaw`
      insert into "Connection" select (jsonb_populate_record(c, jsonb_build_object(
        'id', gen_random_uuid(), 'connId', c."connId" || '/' || n, 'lastRunId', null))).*
      from "Connection" c, generate_series(1, 100) n`;
    await prisma().$executeRaw`analyze "Connection"`;
  });

  const INDEXED: readonly (readonly [FilterToken, string])[] = [
    [token('type', '=', 'redshift'), 'type'],
    [token('loginMethod', '=', 'iam'), 'loginMethod'],
    [token('enabled', '=', 'false'), 'enabled'],
    [token('tls', '=', 'off'), 'tls'],
    [token('owner', '=', 'a@example.com'), 'owner'],
    [token('outcome', '=', 'failed'), 'lastOutcome'],
    [token('host', '=', 'a.example.com'), 'host'],
    [token('user', '=', 'etl'), 'user'],
    [token('reference', '=', '/lava/dev/a'), 'parameterName'],
    [token('reference', '=', '/lava/dev/a'), 'secretId'],
    [token('expiry', '=', 'expired'), 'credentialExpiresAt'],
    [token('duration', '>=', '30m'), 'durationSeconds'],
    [token('testedAt', '<=', '2026-01-01'), 'lastTestedAt'],
    [token('updatedAt', '<=', '2026-01-01'), 'updatedAt'],
    [token('updatedBy', '=', 'Ada'), 'updatedBy'],
  ];

  it.each(INDEXED)('%j', async (filter, column) => {
    const realm = await prisma().realm.findUniqueOrThrow({ where: { name: 'dev' } });
    const plan = await prisma().$transaction(async (db) => {
      // A table of this size may still be quicker read whole.
      await db.$executeRaw`set local enable_seqscan = off`;
      return db.$queryRaw<{ 'QUERY PLAN': string }[]>`
        explain select 1 from "Connection" c where ${filterSql(realm.id, query(filter))}`;
    });
    const used = plan.map((line) => line['QUERY PLAN']).filter((line) => line.includes('Index Cond'));
    expect(used.join('\n')).toMatch(new RegExp(`\\b"?${column}"?\\b`));
  });
});
