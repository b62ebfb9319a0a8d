import { Sql } from '../../db/prisma';

/**
 * How the last test of `"Connection" c` ended, as lists show it: `never` where there was none, `untestable` where
 * there can be none, by the same rule as `untestableReason`.
 */
export const OUTCOME_SQL = Sql.sql`coalesce(c."lastOutcome",
  case when c."dialect" in ('redshift', 'postgresql') then 'never' else 'untestable' end)`;
