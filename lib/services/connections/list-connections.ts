import { prisma, Sql } from '../../db/prisma';
import type { ConnectionPage, ConnectionRow, Facets } from '../../listing/connection-row';
import type { ListQuery } from '../../listing/list-query';
import { authorise } from '../authorise';
import type { ServiceContext } from '../context';
import { countJobs } from '../jobs/count-jobs';
import { filterSql, jobUseSql, lavaStateSql, orderJoinSql, orderSql } from './filter-sql';
import { OUTCOME_SQL } from './outcome-sql';

/** Of a property with very many values, suggestions show the most frequent. */
const MOST_VALUES = 200;

/** A duration as people write it: the filter takes it so. */
const DURATION_TEXT = Sql.sql`case when c."durationSeconds" % 60 = 0
  then (c."durationSeconds" / 60)::text || 'm' else c."durationSeconds"::text || 's' end`;

type TimeColumn = 'lastTestedAt' | 'credentialExpiresAt' | 'updatedAt';
type RawRow = Omit<ConnectionRow, TimeColumn> & {
  readonly lastTestedAt: Date | null;
  readonly credentialExpiresAt: Date | null;
  readonly updatedAt: Date;
};

const columns = (realmId: string) => Sql.sql`
  c."id", c."connId", c."version", c."type", c."loginMethod", c."enabled", c."tls", c."host", c."port", c."database",
  c."user", c."owner", c."description", c."parameterName", c."secretId", c."clusterId", c."durationSeconds",
  c."findingCodes", c."highFindings", c."mediumFindings", c."lowFindings", c."lastOutcome", c."lastTestedAt",
  c."lastRunId", r."verdict" as "lastVerdict", c."credentialExpiresAt", c."updatedAt", c."updatedBy",
  ${lavaStateSql(realmId)} as "lavaState"`;

function toRow(raw: RawRow): ConnectionRow {
  return {
    ...raw,
    lastTestedAt: raw.lastTestedAt?.toISOString() ?? null,
    credentialExpiresAt: raw.credentialExpiresAt?.toISOString() ?? null,
    updatedAt: raw.updatedAt.toISOString(),
  };
}

/** One page of a realm's connections. */
export async function listConnections(
  context: ServiceContext,
  realmName: string,
  query: ListQuery,
): Promise<ConnectionPage> {
  const realm = await authorise(context, 'connection:read', realmName);
  const where = filterSql(realm.id, query);
  const [rows, counts] = await Promise.all([
    prisma().$queryRaw<RawRow[]>`
      select ${columns(realm.id)} from "Connection" c left join "TestRun" r on r."id" = c."lastRunId"
      ${orderJoinSql(realm.id, query)} where ${where} ${orderSql(query)} limit ${query.pageSize} offset ${(query.page - 1) * query.pageSize}`,
    prisma().$queryRaw<{ total: number; matching: number }[]>`
      select count(*)::int as "total", (count(*) filter (where ${where}))::int as "matching"
      from "Connection" c where c."realmId" = ${realm.id}::uuid`,
  ]);
  return {
    rows: rows.map(toRow),
    jobs: await countJobs(
      prisma(),
      realm,
      rows.map(({ connId }) => connId),
    ),
    total: counts[0]?.matching ?? 0,
    totalInRealm: counts[0]?.total ?? 0,
    now: new Date().toISOString(),
  };
}

/** Every row that matches, in the query's order and without pages: for downloads. */
export async function listAllConnections(
  context: ServiceContext,
  realmName: string,
  query: ListQuery,
): Promise<readonly ConnectionRow[]> {
  const realm = await authorise(context, 'connection:read', realmName);
  const rows = await prisma().$queryRaw<RawRow[]>`
    select ${columns(realm.id)} from "Connection" c left join "TestRun" r on r."id" = c."lastRunId"
    ${orderJoinSql(realm.id, query)} where ${filterSql(realm.id, query)} ${orderSql(query)}`;
  return rows.map(toRow);
}

/** How many connections of the realm carry each value of the properties that have few values. */
export async function listFacets(context: ServiceContext, realmName: string): Promise<Facets> {
  const realm = await authorise(context, 'connection:read', realmName);
  const counted = await prisma().$queryRaw<{ key: string; value: string; count: number }[]>`
    select p."key", p."value", count(*)::int as "count"
    from "Connection" c
    cross join lateral (
      values ('type', c."type"), ('loginMethod', c."loginMethod"), ('enabled', c."enabled"::text), ('tls', c."tls"),
        ('owner', c."owner"), ('outcome', ${OUTCOME_SQL}), ('host', c."host"), ('jobs', ${jobUseSql(realm.id)}),
        ('lava', ${lavaStateSql(realm.id)}), ('updatedBy', c."updatedBy"), ('duration', ${DURATION_TEXT})
      union all select 'finding', unnest(c."findingCodes")
    ) as p("key", "value")
    where c."realmId" = ${realm.id}::uuid and p."value" is not null
    group by 1, 2 order by 1, 3 desc, 2`;
  const facets: Record<string, { value: string; count: number }[]> = {};
  for (const { key, value, count } of counted) {
    facets[key] ??= [];
    if (facets[key].length < MOST_VALUES) facets[key].push({ value, count });
  }
  return facets;
}
