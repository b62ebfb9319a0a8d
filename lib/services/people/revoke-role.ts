import { z } from 'zod';
import { prisma } from '../../db/prisma';
import { roleRevoked } from '../audit/role-event';
import { writeAuditEvent } from '../audit/write-audit-event';
import { authoriseEverywhere } from '../authorise';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { parseInput } from '../parse-input';
import { keepingAnAdmin } from './last-admin';

/** What taking a role takes. */
export const revokeRoleInput = z.strictObject({ grant: z.uuid() });

/**
 * Takes a role that was given. One that comes from a group is taken where the groups are kept.
 *
 * @throws {ServiceError} FORBIDDEN, NOT_FOUND, INVALID_INPUT, CONFLICT when no admin would be left, or it comes from a
 * group
 */
export async function revokeRole(
  context: ServiceContext,
  input: z.input<typeof revokeRoleInput>,
): Promise<{ readonly revoked: string }> {
  await authoriseEverywhere(context, 'people:write');
  const { grant: id } = parseInput(revokeRoleInput, input);
  return prisma().$transaction(async (db) => {
    const grant = await db.roleGrant.findUnique({ where: { id }, include: { user: true, realm: true } });
    if (!grant) {
      throw new ServiceError('NOT_FOUND', 'This role was taken already.', { hint: 'Read the list anew.' });
    }
    if (grant.source === 'group') {
      throw new ServiceError('CONFLICT', 'This role comes from a group of the company’s sign-in.', {
        hint: 'Take the person out of the group there; it counts from the next sign-in on.',
      });
    }
    await keepingAnAdmin(db, () => db.roleGrant.deleteMany({ where: { id } }));
    const { userId, role, realm, user } = grant;
    const taken = { userId, role, realm: realm?.name ?? null, email: user.email };
    await writeAuditEvent(db, context, roleRevoked(taken));
    return { revoked: id };
  });
}
