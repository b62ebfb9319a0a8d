import { LOGIN_METHODS, type LoginMethod } from '../../connectors/login-method';
import { prisma } from '../../db/prisma';
import type { ListQuery } from '../../listing/list-query';
import { authorise } from '../authorise';
import { filterSql } from '../connections/filter-sql';
import { OUTCOME_SQL } from '../connections/outcome-sql';
import type { ServiceContext } from '../context';

/** Figures of the connections that log in one way. */
export interface MethodFigures {
  readonly method: LoginMethod;
  readonly connections: number;
  readonly withHigh: number;
  readonly lastFailed: number;
  readonly neverTested: number;
  readonly disabled: number;
  /** Connections whose driver would send the password unencrypted if the server lets it. */
  readonly plaintext: number;
}

const NONE = { connections: 0, withHigh: 0, lastFailed: 0, neverTested: 0, disabled: 0, plaintext: 0 };

/**
 * How the realm's connections log in, by method, for the rows that the list's filter would show. One query, so that
 * the figures belong to one moment; methods without a connection are there with zeros.
 */
export async function loginSummary(
  context: ServiceContext,
  realmName: string,
  query: Pick<ListQuery, 'tokens' | 'operation'>,
): Promise<readonly MethodFigures[]> {
  const realm = await authorise(context, 'connection:read', realmName);
  const rows = await prisma().$queryRaw<MethodFigures[]>`
    select c."loginMethod" as "method",
      count(*)::int as "connections",
      (count(*) filter (where c."highFindings" > 0))::int as "withHigh",
      (count(*) filter (where c."lastOutcome" = 'failed'))::int as "lastFailed",
      (count(*) filter (where ${OUTCOME_SQL} = 'never'))::int as "neverTested",
      (count(*) filter (where not c."enabled"))::int as "disabled",
      (count(*) filter (where c."tls" in ('off', 'opportunistic')))::int as "plaintext"
    from "Connection" c where ${filterSql(realm.id, query)} group by 1`;
  return LOGIN_METHODS.map((method) => rows.find((row) => row.method === method) ?? { method, ...NONE });
}
