import { EVERYWHERE } from '../auth/actor';
import { allows, PERMISSIONS, type Permission } from '../auth/permissions';
import type { Prisma } from '../db/prisma';
import { prisma } from '../db/prisma';
import { recordRefusal, refused } from './audit/record-refusal';
import type { ServiceContext } from './context';
import { ServiceError } from './errors';

type RealmRow = Prisma.RealmGetPayload<object>;

/**
 * The realm, if the actor may do this in it.
 *
 * @throws {ServiceError} NOT_FOUND when the realm does not exist or the actor has no role in it (the two must look
 * the same); FORBIDDEN when the role does not carry the permission. Both are recorded where a role was missing.
 */
export async function authorise(
  context: ServiceContext,
  permission: Permission,
  realmName: string,
): Promise<RealmRow> {
  const role = realmName.includes('\0') ? null : context.actor.roleIn(realmName);
  const realm = role && (await prisma().realm.findUnique({ where: { name: realmName } }));
  if (!role) await recordRefusal(context, { permission, realm: realmName });
  if (!realm) {
    throw new ServiceError('NOT_FOUND', `There is no realm "${realmName.slice(0, 80)}".`, {
      hint: 'Choose one of the realms in the top bar.',
    });
  }
  if (!allows(role, permission)) {
    const message = `Your role in ${realm.name} (${role}) does not allow this.`;
    const hint = `It takes the role ${PERMISSIONS[permission].role}. Ask an admin for it.`;
    const error = new ServiceError('FORBIDDEN', message, { hint });
    throw await refused(context, { permission, realm: realm.name }, error);
  }
  return realm;
}

/**
 * Makes sure that the actor may do what belongs to no single realm; `what` begins the sentence of the refusal.
 *
 * @throws {ServiceError} FORBIDDEN when the role in all realms does not carry the permission, which is recorded
 */
export async function authoriseEverywhere(
  context: ServiceContext,
  permission: Permission,
  what = 'This',
): Promise<void> {
  if (allows(context.actor.roleIn(EVERYWHERE), permission)) return;
  const { role } = PERMISSIONS[permission];
  const error = new ServiceError('FORBIDDEN', `${what} takes the role ${role} in every realm.`, {
    hint: 'Ask an admin of the whole console for it.',
  });
  throw await refused(context, { permission }, error);
}
