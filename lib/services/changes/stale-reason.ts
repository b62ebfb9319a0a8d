import type { Prisma } from '../../db/prisma';

type RequestRow = Prisma.ChangeRequestGetPayload<object>;

/** Why a request cannot be carried out on what is stored now; null: it can. */
export function staleReason(
  request: Pick<RequestRow, 'action' | 'baseVersion'>,
  current: { readonly version: number; readonly updatedBy: string } | null,
): string | null {
  if (current?.version === request.baseVersion || (!current && request.baseVersion === null)) return null;
  if (!current) return 'The connection was deleted since this was asked for.';
  if (request.baseVersion === null) {
    return `There is a connection of this name since, made by ${current.updatedBy}.`;
  }
  return `The connection is at version ${current.version} since; this starts from version ${request.baseVersion}.`;
}
