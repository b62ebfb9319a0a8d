import type { Db, Prisma } from '../../db/prisma';
import { ServiceError } from '../errors';

type ConnectionRow = Prisma.ConnectionGetPayload<object>;

/** The stored connection. @throws {ServiceError} NOT_FOUND */
export async function findConnection(
  db: Db,
  realm: { readonly id: string; readonly name: string },
  connId: string,
): Promise<ConnectionRow> {
  // PostgreSQL takes no NUL in text, so nothing can be stored under such an id.
  const row = connId.includes('\0')
    ? null
    : await db.connection.findUnique({ where: { realmId_connId: { realmId: realm.id, connId } } });
  if (row) return row;
  throw connectionNotFound(connId, realm.name);
}

/** The refusal for a connection that is not there. */
function connectionNotFound(connId: string, realm: string): ServiceError {
  return new ServiceError('NOT_FOUND', `There is no connection "${connId.slice(0, 80)}" in ${realm}.`, {
    hint: 'It may have been deleted. Go back to the list of connections.',
  });
}
