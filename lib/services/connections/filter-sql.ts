import { Sql } from '../../db/prisma';
import type { FilterKey, FilterToken, ListQuery, SortKey } from '../../listing/list-query';
import { SYNC_STATE } from '../lava/sync-sql';
import { OUTCOME_SQL } from './outcome-sql';

type Fragment = ReturnType<typeof Sql.sql>;
const { sql, join } = Sql;

/**
 * Whether any job names the connection, enabled or not: `used` or `unused`. Null, which no filter shows, while the
 * realm's jobs are not known. The jobs are read once, not for each connection.
 */
export function jobUseSql(realmId: string): Fragment {
  return sql`case when
    exists (select 1 from "Realm" m where m."id" = ${realmId}::uuid and m."jobsTable" is not null)
    and exists (select 1 from "Pull" p where p."realmId" = ${realmId}::uuid and p."state" = 'finished'
      and p."jobs" is not null)
    then case when c."connId" in (
      select unnest(j."connIds") from "LavaJob" j where j."realmId" = ${realmId}::uuid
    ) then 'used' else 'unused' end end`;
}

/** How the connection compares with lava's table. Null, which no filter shows, while the table was never pulled. */
export function lavaStateSql(realmId: string): Fragment {
  return sql`case when
    exists (select 1 from "Realm" m where m."id" = ${realmId}::uuid and m."connectionsTable" is not null)
    and exists (select 1 from "Pull" p where p."realmId" = ${realmId}::uuid and p."state" = 'finished')
    then coalesce((
      select ${SYNC_STATE} from "LavaItem" l where l."realmId" = c."realmId" and l."connId" = c."connId"
    ), 'only-here') end`;
}

/** What the order by jobs needs beside `"Connection" c`; nothing for other orders. */
export function orderJoinSql(realmId: string, query: Pick<ListQuery, 'sort'>): Fragment {
  if (query.sort !== 'jobs') return Sql.empty;
  return sql`left join (
    select n."connId", count(*) as "jobs"
    from "LavaJob" j cross join lateral unnest(j."connIds") as n("connId")
    where j."realmId" = ${realmId}::uuid group by 1
  ) u on u."connId" = c."connId"`;
}

/** Text columns that a filter compares as they are. */
const TEXT_COLUMNS: Partial<Record<FilterKey, Fragment>> = {
  type: sql`c."type"`,
  loginMethod: sql`c."loginMethod"`,
  tls: sql`c."tls"`,
  owner: sql`coalesce(c."owner", '')`,
  outcome: OUTCOME_SQL,
  host: sql`coalesce(c."host", '')`,
  user: sql`coalesce(c."user", '')`,
  connId: sql`c."connId"`,
  enabled: sql`c."enabled"::text`,
};

const EXPIRY: Fragment = sql`case
  when c."credentialExpiresAt" is null then 'none'
  when c."credentialExpiresAt" <= now() then 'expired'
  when c."credentialExpiresAt" <= now() + interval '5 minutes' then 'expiring'
  else 'valid' end`;

function likePattern(value: string, operator: ':' | '^'): string {
  const escaped = value.replace(/[\\%_]/g, '\\$&');
  return operator === '^' ? `${escaped}%` : `%${escaped}%`;
}

function compareText(column: Fragment, operator: '=' | ':' | '^', value: string): Fragment {
  return operator === '=' ? sql`${column} = ${value}` : sql`${column} ilike ${likePattern(value, operator)}`;
}

function severityAtLeastOne(value: string): Fragment {
  if (value === 'high') return sql`c."highFindings" > 0`;
  if (value === 'medium') return sql`c."mediumFindings" > 0`;
  if (value === 'low') return sql`c."lowFindings" > 0`;
  return sql`c."highFindings" + c."mediumFindings" + c."lowFindings" = 0`;
}

function positive(realmId: string, token: FilterToken, operator: '=' | ':' | '^'): Fragment {
  const { key, value } = token;
  if (key === undefined) return sql`c."searchText" ilike ${likePattern(value, ':')}`;
  if (key === 'finding') {
    return operator === '='
      ? sql`c."findingCodes" @> array[${value}]::text[]`
      : sql`array_to_string(c."findingCodes", ' ') ilike ${likePattern(value, operator)}`;
  }
  if (key === 'severity') return severityAtLeastOne(value);
  if (key === 'expiry') return compareText(EXPIRY, operator, value);
  if (key === 'lava') return compareText(lavaStateSql(realmId), operator, value);
  if (key === 'jobs') return compareText(jobUseSql(realmId), operator, value);
  if (key === 'reference') {
    return sql`(${compareText(sql`coalesce(c."parameterName", '')`, operator, value)} or ${compareText(sql`coalesce(c."secretId", '')`, operator, value)})`;
  }
  const column = TEXT_COLUMNS[key];
  return column ? compareText(column, operator, value) : sql`false`;
}

function condition(realmId: string, token: FilterToken): Fragment {
  switch (token.operator) {
    case '!=':
      return sql`not (${positive(realmId, token, '=')})`;
    case '!:':
      return sql`not (${positive(realmId, token, ':')})`;
    case '!^':
      return sql`not (${positive(realmId, token, '^')})`;
    default:
      return positive(realmId, token, token.operator);
  }
}

/** The condition that a query's tokens stand for, on `"Connection" c` of one realm. Lists, figures and downloads share it. */
export function filterSql(realmId: string, query: Pick<ListQuery, 'tokens' | 'operation'>): Fragment {
  const conditions = query.tokens.map((token) => condition(realmId, token));
  if (conditions.length === 0) return sql`c."realmId" = ${realmId}::uuid`;
  return sql`c."realmId" = ${realmId}::uuid and (${join(conditions, query.operation === 'or' ? ' or ' : ' and ')})`;
}

const SORT_COLUMNS: Record<SortKey, Fragment> = {
  connId: sql`lower(c."connId")`,
  type: sql`c."type"`,
  loginMethod: sql`c."loginMethod"`,
  enabled: sql`c."enabled"`,
  tls: sql`c."tls"`,
  host: sql`c."host"`,
  owner: sql`c."owner"`,
  findings: sql`(c."highFindings" * 1000000 + c."mediumFindings" * 1000 + c."lowFindings")`,
  // Needs attention first: what lava reads differently than meant, then what failed, then lesser findings.
  attention: sql`(c."highFindings" * 1000000 + (coalesce(c."lastOutcome", '') = 'failed')::int * 500000 + c."mediumFindings" * 1000 + c."lowFindings")`,
  lastTestedAt: sql`c."lastTestedAt"`,
  outcome: sql`c."lastOutcome"`,
  updatedAt: sql`c."updatedAt"`,
  expiresAt: sql`c."credentialExpiresAt"`,
  // Of `orderJoinSql`.
  jobs: sql`coalesce(u."jobs", 0)`,
};

/** The order a query asks for; empty values last, `connId` breaks ties so that pages never overlap. */
export function orderSql(query: Pick<ListQuery, 'sort' | 'descending'>): Fragment {
  const direction = query.descending ? sql`desc` : sql`asc`;
  const tie = query.sort === 'connId' ? sql`, c."connId"` : sql`, lower(c."connId"), c."connId"`;
  return sql`order by ${SORT_COLUMNS[query.sort]} ${direction} nulls last${tie}`;
}
