import { type Db, type Prisma, Sql } from '../../db/prisma';

/**
 * The realm's connections of these identifiers, as they are after every save that is under way; nobody changes them until
 * the transaction ends. Always locked in the same order, so that two that overlap wait and do not block each other.
 */
export async function lockConnections(
  db: Db,
  realm: { readonly id: string },
  connIds: readonly string[],
): Promise<Prisma.ConnectionGetPayload<object>[]> {
  const names = connIds.filter((connId) => !connId.includes('\0'));
  if (names.length === 0) return [];
  const locked = await db.$queryRaw<{ id: string }[]>`
    select "id" from "Connection"
    where "realmId" = ${realm.id}::uuid and "connId" in (${Sql.join(names)}) order by "connId" for update`;
  return db.connection.findMany({
    where: { id: { in: locked.map(({ id }) => id) } },
    orderBy: { connId: 'asc' },
  });
}
