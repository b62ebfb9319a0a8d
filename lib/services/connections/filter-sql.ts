import { parseDuration } from '../../connectors/duration';
import { Sql } from '../../db/prisma';
import type { FilterKey, FilterToken, ListQuery, Operator, SortKey } from '../../listing/list-query';
import { timeOf } from '../../listing/time-of';
import { SYNC_STATE } from '../lava/sync-sql';
import { OUTCOME_SQL, outcomeIs } from './outcome-sql';

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

/** Text columns, compared as they are, so that their indexes serve. */
const TEXT_COLUMNS: Partial<Record<FilterKey, Fragment>> = {
  type: sql`c."type"`,
  loginMethod: sql`c."loginMethod"`,
  tls: sql`c."tls"`,
  owner: sql`c."owner"`,
  host: sql`c."host"`,
  user: sql`c."user"`,
  connId: sql`c."connId"`,
  updatedBy: sql`c."updatedBy"`,
};

const EXPIRY: Readonly<Record<string, Fragment>> = {
  none: sql`c."credentialExpiresAt" is null`,
  expired: sql`c."credentialExpiresAt" <= now()`,
  expiring: sql`(c."credentialExpiresAt" > now() and c."credentialExpiresAt" <= now() + interval '5 minutes')`,
  valid: sql`c."credentialExpiresAt" > now() + interval '5 minutes'`,
};

const SEVERITIES: Readonly<Record<string, Fragment>> = {
  high: sql`c."highFindings" > 0`,
  medium: sql`c."mediumFindings" > 0`,
  low: sql`c."lowFindings" > 0`,
  none: sql`c."highFindings" + c."mediumFindings" + c."lowFindings" = 0`,
};

const ENABLED: Readonly<Record<string, Fragment>> = { true: sql`c."enabled"`, false: sql`not c."enabled"` };

const NOTHING = sql`false`;

function oneOf(conditions: Readonly<Record<string, Fragment>>, value: string): Fragment {
  return (Object.hasOwn(conditions, value) && conditions[value]) || NOTHING;
}

type TextOperator = '=' | ':' | '^';

function likePattern(value: string, operator: ':' | '^'): string {
  const escaped = value.replace(/[\\%_]/g, '\\$&');
  return operator === '^' ? `${escaped}%` : `%${escaped}%`;
}

function compareText(column: Fragment, operator: TextOperator, value: string): Fragment {
  // Only an empty value says something about rows without one.
  const text = value === '' ? sql`coalesce(${column}, '')` : column;
  return operator === '=' ? sql`${text} = ${value}` : sql`${text} ilike ${likePattern(value, operator)}`;
}

function compareSeconds(operator: Operator, seconds: number): Fragment {
  if (operator === '>=') return sql`c."durationSeconds" >= ${seconds}`;
  return operator === '<=' ? sql`c."durationSeconds" <= ${seconds}` : sql`c."durationSeconds" = ${seconds}`;
}

function compareTime(column: Fragment, operator: Operator, time: Date | null): Fragment {
  if (time === null) return NOTHING;
  return operator === '<=' ? sql`${column} <= ${time}` : sql`${column} >= ${time}`;
}

/** What is asked of free text, of findings and of references; of the others what their column says. */
function textCondition(key: FilterKey | undefined, operator: TextOperator, value: string): Fragment {
  if (key === undefined) return sql`c."searchText" ilike ${likePattern(value, ':')}`;
  if (key === 'finding') {
    return operator === '='
      ? sql`c."findingCodes" @> array[${value}]::text[]`
      : sql`array_to_string(c."findingCodes", ' ') ilike ${likePattern(value, operator)}`;
  }
  if (key === 'reference') {
    return sql`(${compareText(sql`c."parameterName"`, operator, value)} or ${compareText(sql`c."secretId"`, operator, value)})`;
  }
  if (key === 'outcome') {
    return operator === '=' ? outcomeIs(value) : compareText(OUTCOME_SQL, operator, value);
  }
  const column = TEXT_COLUMNS[key];
  return column ? compareText(column, operator, value) : NOTHING;
}

/** What an operator asks of a text; an order asks nothing of one. */
const POSITIVE = {
  '!=': '=',
  '!:': ':',
  '!^': '^',
  '=': '=',
  ':': ':',
  '^': '^',
  '>=': '=',
  '<=': '=',
} as const;

function positive(realmId: string, { key, operator, value }: FilterToken): Fragment {
  const asked = POSITIVE[operator];
  switch (key) {
    case 'testedAt':
      return compareTime(sql`c."lastTestedAt"`, operator, timeOf(value));
    case 'updatedAt':
      return compareTime(sql`c."updatedAt"`, operator, timeOf(value));
    case 'duration':
      return compareSeconds(operator, Math.trunc(parseDuration(value) ?? -1));
    case 'expiry':
      return oneOf(EXPIRY, value);
    case 'severity':
      return oneOf(SEVERITIES, value);
    case 'enabled':
      return oneOf(ENABLED, value);
    case 'lava':
      return compareText(lavaStateSql(realmId), asked, value);
    case 'jobs':
      return compareText(jobUseSql(realmId), asked, value);
    default:
      return textCondition(key, asked, value);
  }
}

/** Without a value a row is not what was asked for; but of what is not known, no filter shows anything. */
function condition(realmId: string, token: FilterToken): Fragment {
  const { key, operator } = token;
  const asked = positive(realmId, token);
  if (!operator.startsWith('!')) return asked;
  return key === 'lava' || key === 'jobs' ? sql`not (${asked})` : sql`(${asked}) is not true`;
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
