import { Sql } from '../../db/prisma';

const { sql } = Sql;
const CAN_BE_TESTED = sql`coalesce(c."dialect" in ('redshift', 'postgresql'), false)`;

/**
 * How the last test of `"Connection" c` ended, as lists show it: `never` where there was none, `untestable` where
 * there can be none, by the same rule as `untestableReason`.
 */
export const OUTCOME_SQL = sql`coalesce(c."lastOutcome",
  case when ${CAN_BE_TESTED} then 'never' else 'untestable' end)`;

/** Whether it ended so, said of the column itself, so that its index serves. */
export function outcomeIs(value: string): ReturnType<typeof sql> {
  if (value === 'never') return sql`(c."lastOutcome" is null and ${CAN_BE_TESTED})`;
  if (value === 'untestable') return sql`(c."lastOutcome" is null and not ${CAN_BE_TESTED})`;
  return sql`c."lastOutcome" = ${value}`;
}
