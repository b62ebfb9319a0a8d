import { z } from 'zod';
import type { Db, Prisma } from '../../db/prisma';
import { ServiceError } from '../errors';

type RequestRow = Prisma.ChangeRequestGetPayload<object>;

/** The request, of this realm. @throws {ServiceError} NOT_FOUND */
export async function findRequest(
  db: Db,
  realm: { readonly id: string; readonly name: string },
  id: string,
): Promise<RequestRow> {
  const row = z.uuid().safeParse(id).success
    ? await db.changeRequest.findFirst({ where: { id, realmId: realm.id } })
    : null;
  if (row) return row;
  throw new ServiceError('NOT_FOUND', `There is no such request in ${realm.name}.`, {
    hint: 'Go back to the list of requests.',
  });
}

/** Closes an open request in the caller's transaction. @throws {ServiceError} CONFLICT when it is decided already */
export async function closeRequest(
  db: Db,
  request: RequestRow,
  decision: Prisma.ChangeRequestUpdateManyMutationInput,
): Promise<void> {
  const { count } = await db.changeRequest.updateMany({
    where: { id: request.id, state: 'open' },
    data: { ...decision, decidedAt: new Date() },
  });
  if (count > 0) return;
  throw new ServiceError('CONFLICT', 'This request was decided already.', {
    hint: 'Nothing was changed. Look at it again.',
  });
}
