import { z } from 'zod';
import { ROLES } from '../../auth/permissions';
import { prisma } from '../../db/prisma';
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
});

/**
 * Gives somebody a role in a realm or in all of them; it takes the place of the one that was given there before.
 *
 * @throws {ServiceError} FORBIDDEN, NOT_FOUND, INVALID_INPUT, CONFLICT when no admin would be left
 */
export async function grantRole(
  context: ServiceContext,
  input: z.input<typeof grantRoleInput>,
): Promise<{ readonly granted: string }> {
  await authoriseEverywhere(context, 'people:write');
  const { person, realm: realmName, role } = parseInput(grantRoleInput, input);
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
    const grant = await keepingAnAdmin(db, async () => {
      await db.roleGrant.deleteMany({ where: place });
      return db.roleGrant.create({ data: { ...place, role, createdBy: context.actor.name } });
    });
    await writeAuditEvent(db, context, {
      action: 'role.grant',
      ...(realm && { realm: realm.name }),
      target: user.email,
      details: { person: user.id, role, before: before?.role ?? null, everywhere: realm === null },
    });
    return { granted: grant.id };
  });
}
