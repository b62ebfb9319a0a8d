import { z } from 'zod';
import { roleOf } from '../../auth/actor';
import { groupRolesCount } from '../../auth/group-roles';
import { allows } from '../../auth/permissions';
import { hasSandboxPeople, isSandboxPerson } from '../../auth/sandbox-people';
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
  const person = await db.user.findUnique({
    where: { id: requestedById },
    include: { grants: { include: { realm: { select: { name: true } } } } },
  });
  if (!person || person.disabledAt !== null || (isSandboxPerson(person.email) && !hasSandboxPeople())) {
    return `${requestedBy} may not sign in any more.`;
  }
  const groupsCount = groupRolesCount(person.groupsToldAt);
  const held = person.grants
    .filter(({ source }) => source !== 'group' || groupsCount)
    .map(({ role, realm: place }) => ({ role, realm: place?.name ?? null }));
  const permission = action === 'publish' ? 'lava:publish' : 'connection:write';
  if (allows(roleOf(held, realm.name), permission)) return null;
  return `${requestedBy} is not an editor of ${realm.name} any more.`;
}
