import { z } from 'zod';
import { ROLES } from '../../auth/permissions';
import { prisma } from '../../db/prisma';
import { roleGranted } from '../audit/role-event';
import { writeAuditEvent } from '../audit/write-audit-event';
import { authoriseEverywhere } from '../authorise';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { parseInput } from '../parse-input';
import { keepingAnAdmin } from './last-admin';

/** What giving a role takes. `realm` null: in every realm. */
export const grantRoleInput = z.strictObject({
  person: z.uuid(),
  realm: z.string().nullable(),
  role: z.enum(ROLES),
  /** The role that was given there, as whoever gives another has seen it; null: none. */
  before: z.enum(ROLES).nullable(),
});

/**
 * Gives somebody a role in a realm or in all of them; it takes the place of the one that was given there before.
 *
 * @throws {ServiceError} FORBIDDEN, NOT_FOUND, INVALID_INPUT, CONFLICT when no admin would be left, or the role there is
 * not the one that was seen any more
 */
export async function grantRole(
  context: ServiceContext,
  input: z.input<typeof grantRoleInput>,
): Promise<{ readonly granted: string }> {
  await authoriseEverywhere(context, 'people:write');
  const { person, realm: realmName, role, before: seen } = parseInput(grantRoleInput, input);
  return prisma().$transaction(async (db) => {
    // Two grants to the same person wait for each other: there is one role for a place.
    await db.$queryRaw`select 1 from "User" where "id" = ${person}::uuid for update`;
    const user = await db.user.findUnique({ where: { id: person } });
    if (!user) throw new ServiceError('NOT_FOUND', 'There is no such person.');
    const realm =
      realmName === null || realmName.includes('\0')
        ? null
        : await db.realm.findUnique({ where: { name: realmName } });
    if (realmName !== null && !realm) {
      throw new ServiceError('NOT_FOUND', `There is no realm "${realmName.slice(0, 80)}".`);
    }
    const place = { userId: user.id, realmId: realm?.id ?? null, source: 'given' };
    const before = await db.roleGrant.findFirst({ where: place });
    if ((before?.role ?? null) !== seen) throw changedMeanwhile(user.name, realm?.name, before?.role);
    const grant = await keepingAnAdmin(db, async () => {
      await db.roleGrant.deleteMany({ where: place });
      return db.roleGrant.create({ data: { ...place, role, createdBy: context.actor.name } });
    });
    const given = { userId: user.id, email: user.email, realm: realm?.name ?? null, role };
    await writeAuditEvent(db, context, roleGranted(given, before?.role));
    return { granted: grant.id };
  });
}

function changedMeanwhile(name: string, realm: string | undefined, role: string | undefined): ServiceError {
  const place = realm ?? 'every realm';
  const now = role ? `now has the role ${role} in ${place}` : `has no role of their own in ${place} any more`;
  return new ServiceError('CONFLICT', `Somebody else changed this meanwhile: ${name} ${now}.`, {
    hint: 'Look at the list again, then decide. Nothing was changed.',
  });
}
