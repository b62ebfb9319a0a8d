import { Sql } from '../../db/prisma';
import type { EventQuery, EventToken } from '../../listing/event-query';
import { timeOf } from '../../listing/time-of';
import type { ActivityScope } from './authorise-activity';

type Fragment = ReturnType<typeof Sql.sql>;
const { sql, join } = Sql;

const COLUMNS = {
  actor: sql`e."actor"`,
  action: sql`e."action"`,
  target: sql`coalesce(e."target", '')`,
  outcome: sql`e."outcome"`,
  realm: sql`coalesce(e."realm", '')`,
  request: sql`coalesce(e."requestId", '')`,
} as const;

function contains(text: Fragment, value: string): Fragment {
  return sql`${text} ilike ${`%${value.replace(/[\\%_]/g, '\\$&')}%`}`;
}

function anywhere(value: string): Fragment {
  return sql`(${join(
    Object.values(COLUMNS).map((column) => contains(column, value)),
    ' or ',
  )})`;
}

function condition({ key, operator, value }: EventToken): Fragment {
  if (key === 'time') {
    const time = timeOf(value) ?? new Date(0);
    return operator === '>=' ? sql`e."at" >= ${time}` : sql`e."at" <= ${time}`;
  }
  const isEqual = operator === '=' || operator === '!=';
  const column = key && COLUMNS[key];
  const positive = column ? (isEqual ? sql`${column} = ${value}` : contains(column, value)) : anywhere(value);
  return operator.startsWith('!') ? sql`not (${positive})` : positive;
}

/** The condition that a query stands for, on `"AuditEvent" e`, within what may be seen. */
export function eventSql({ realm, asAdmin }: ActivityScope, query: EventQuery): Fragment {
  const conditions = query.tokens.map(condition);
  const of = realm === null ? sql`true` : sql`e."realm" = ${realm}`;
  const within = asAdmin ? of : sql`${of} and e."action" not like 'role.%'`;
  if (conditions.length === 0) return within;
  return sql`${within} and (${join(conditions, query.operation === 'or' ? ' or ' : ' and ')})`;
}
