import { z } from 'zod';
import { allows } from '../../auth/permissions';
import { findActor } from '../../auth/person';
import type { Db, Prisma } from '../../db/prisma';

type RequestRow = Prisma.ChangeRequestGetPayload<object>;

/**
 * Why whoever asked may not ask for this any more; null: they may. Somebody who asked with a token is judged as its owner.
 * What asked without being a person, as the schedule, may go on.
 */
export async function barredAsker(
  db: Db,
  realm: { readonly name: string },
  { requestedBy, requestedById, action }: Pick<RequestRow, 'requestedBy' | 'requestedById' | 'action'>,
): Promise<string | null> {
  if (!z.uuid().safeParse(requestedById).success) return null;
  const asker = await findActor(db, requestedById);
  if (!asker) return `${requestedBy} may not sign in any more.`;
  const permission = action === 'publish' ? 'lava:publish' : 'connection:write';
  if (allows(asker.roleIn(realm.name), permission)) return null;
  return `${requestedBy} is not an editor of ${realm.name} any more.`;
}
