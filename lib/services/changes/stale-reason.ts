import type { Db, Prisma } from '../../db/prisma';
import { askedDeletion } from './asked-deletion';

type RequestRow = Prisma.ChangeRequestGetPayload<object>;

/** Why a request cannot be carried out on what is stored now; null: it can. */
export async function staleReason(
  db: Db,
  request: Pick<RequestRow, 'realmId' | 'connId' | 'action' | 'baseVersion' | 'spec'>,
  current: { readonly version: number; readonly updatedBy: string } | null,
): Promise<string | null> {
  const { action, baseVersion } = request;
  if (current && (baseVersion === null || action === 'restore')) {
    return `There is a connection of this name since, made by ${current.updatedBy}.`;
  }
  if (action === 'restore') {
    const deleted = await askedDeletion(db, request);
    return deleted ? null : 'What was deleted is not there to be restored any more.';
  }
  if ((current?.version ?? null) === baseVersion) return null;
  if (!current) return 'The connection was deleted since this was asked for.';
  return `The connection is at version ${current.version} since; this starts from version ${baseVersion}.`;
}
