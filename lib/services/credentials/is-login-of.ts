import { rdsServer } from '../../connectors/rds-token';
import { serverlessUserFor } from '../../connectors/serverless-user';
import type { Spec } from '../../connectors/spec';
import type { Db, Prisma } from '../../db/prisma';
import { asSpec } from '../connections/stored-spec';

/** The columns that tell what a connection logs in with. */
type LoginRow = Pick<
  Prisma.ConnectionGetPayload<object>,
  'connId' | 'loginMethod' | 'host' | 'port' | 'clusterId' | 'database' | 'user' | 'durationSeconds'
>;

/** What was obtained, and for which connection. */
type Obtained = Pick<
  Prisma.MintedCredentialGetPayload<object>,
  'connId' | 'method' | 'cluster' | 'database' | 'requestedUser' | 'returnedUser' | 'durationSeconds'
>;

/** The roles that serverless connections assume, by connection; null where it is the console's own. */
type Roles = ReadonlyMap<string, string | null>;

/** Whether the connection logs in with exactly what was obtained. */
export function isLoginOf(connection: LoginRow, row: Obtained, roles: Roles): boolean {
  if (connection.loginMethod !== row.method || connection.durationSeconds !== row.durationSeconds)
    return false;
  const { host, port, user, clusterId, database } = connection;
  if (row.method === 'rds-token') {
    // The token does not name the database.
    return (
      host !== null && port !== null && rdsServer(host, port) === row.cluster && user === row.requestedUser
    );
  }
  if (clusterId !== row.cluster || database !== row.database) return false;
  // Serverless names the user after the role that asks, whatever the spec says.
  if (row.requestedUser !== null) return user === row.requestedUser && !roles.has(connection.connId);
  const role = roles.get(connection.connId);
  if (role === undefined || role !== roles.get(row.connId)) return false;
  // The connection they were obtained for may assume another role by now.
  return role === null || row.returnedUser === serverlessUserFor(role);
}

/** The roles that the realm's serverless connections assume; asked only where one was used. */
export async function assumedRoles(
  db: Db,
  realm: { readonly id: string },
  rows: readonly Pick<Obtained, 'requestedUser'>[],
): Promise<Map<string, string | null>> {
  if (rows.every(({ requestedUser }) => requestedUser !== null)) return new Map();
  const connections = await db.connection.findMany({
    where: { realmId: realm.id, type: { equals: 'redshift-serverless', mode: 'insensitive' } },
    select: { connId: true, spec: true },
  });
  return new Map(connections.map(({ connId, spec }) => [connId, assumedRole(asSpec(spec))]));
}

/** The role that a serverless connection assumes; null: none. */
export function assumedRole({ role_arn }: Spec): string | null {
  return typeof role_arn === 'string' ? role_arn : null;
}
