import { z } from 'zod';
import { ROLES } from '../../auth/permissions';
import { prisma } from '../../db/prisma';
import { roleGranted } from '../audit/role-event';
import { writeAuditEvents } from '../audit/write-audit-event';
import { authoriseEverywhere } from '../authorise';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { parseInput } from '../parse-input';
import { makeLink, type OneTimeLink } from './one-time-link';
import { personEmail, personName } from './person-input';

/** What inviting takes. */
export const invitePersonInput = z.strictObject({
  name: personName,
  email: personEmail,
  /** Roles to begin with; `realm` null: in every realm. */
  grants: z
    .array(z.strictObject({ realm: z.string().nullable(), role: z.enum(ROLES) }))
    .max(100)
    .default([]),
});

/** A person who was invited, and the link to pass on to them. It is shown this once. */
export interface Invited {
  readonly id: string;
  readonly email: string;
  readonly link: OneTimeLink;
}

/**
 * Adds a person, who sets a password by a one-time link that the admin passes on. Each role they begin with is told in
 * the trail of its realm.
 *
 * @throws {ServiceError} FORBIDDEN, INVALID_INPUT, NOT_FOUND for a realm that does not exist, ALREADY_EXISTS
 */
export async function invitePerson(
  context: ServiceContext,
  input: z.input<typeof invitePersonInput>,
): Promise<Invited> {
  await authoriseEverywhere(context, 'people:write');
  const { name, email, grants } = parseInput(invitePersonInput, input);
  return prisma().$transaction(async (db) => {
    if (await db.user.findUnique({ where: { email } })) {
      const message = `There is a person with the address ${email} already.`;
      throw new ServiceError('ALREADY_EXISTS', message, { problems: [{ path: 'email', message }] });
    }
    const { id } = await db.user.create({ data: { name, email } });
    for (const { realm, role } of grants) {
      const row = realm === null ? null : await db.realm.findUnique({ where: { name: realm } });
      if (realm !== null && !row)
        throw new ServiceError('NOT_FOUND', `There is no realm "${realm.slice(0, 80)}".`);
      await db.roleGrant.create({
        data: { userId: id, realmId: row?.id ?? null, role, createdBy: context.actor.name },
      });
    }
    const link = await makeLink(db, 'password', id);
    await writeAuditEvents(db, context, [
      {
        action: 'person.invite',
        target: email,
        details: { name, grants, linkExpiresAt: link.expiresAt.toISOString() },
      },
      ...grants.map(({ realm, role }) => roleGranted({ userId: id, email, realm, role })),
    ]);
    return { id, email, link };
  });
}
