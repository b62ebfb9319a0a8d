import type { Db, Prisma } from '../../db/prisma';
import { deriveColumns } from './derive-columns';
import { findingContexts } from './finding-context';
import { asSpec } from './stored-spec';

/**
 * Derives the columns of a realm's connections anew, after something they depend on besides the spec has changed.
 * Returns how many connections were looked at; only rows that differ are written.
 *
 * @param onlyParameters when given, only connections that name one of these SSM parameters
 */
export async function rederiveConnections(
  db: Db,
  realm: Prisma.RealmGetPayload<object>,
  onlyParameters?: readonly string[],
): Promise<number> {
  const [connections, contextOf] = await Promise.all([
    db.connection.findMany({
      where: { realmId: realm.id, ...(onlyParameters && { parameterName: { in: [...onlyParameters] } }) },
    }),
    findingContexts(db, realm),
  ]);
  for (const connection of connections) {
    const spec = asSpec(connection.spec);
    const columns = deriveColumns(spec, contextOf(spec));
    if (differs(connection, columns)) {
      // Whoever saves meanwhile derives by the new settings too.
      await db.connection.updateMany({
        where: { id: connection.id, version: connection.version },
        // With another duration the next login asks for credentials of its own.
        data: {
          ...columns,
          ...(columns.durationSeconds !== connection.durationSeconds && { credentialExpiresAt: null }),
        },
      });
    }
  }
  return connections.length;
}

function differs(stored: Readonly<Record<string, unknown>>, derived: object): boolean {
  return Object.entries(derived).some(
    ([key, value]) => JSON.stringify(stored[key]) !== JSON.stringify(value),
  );
}
