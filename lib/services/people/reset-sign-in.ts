import { prisma } from '../../db/prisma';
import { writeAuditEvent } from '../audit/write-audit-event';
import { authoriseEverywhere } from '../authorise';
import type { ServiceContext } from '../context';
import { parseInput } from '../parse-input';
import { findPerson, personId } from './find-person';
import type { Invited } from './invite-person';
import { keepingAnAdmin } from './last-admin';
import { makeLink } from './one-time-link';

/**
 * For a person who lost a password, a phone or a key, or in whose place somebody else came in: removes password, second
 * step, passkeys and the tie to the company's account, ends the sessions, and makes a one-time link to set a new password.
 * The company's account is tied anew when it signs in with the same address. API tokens stay.
 *
 * @throws {ServiceError} FORBIDDEN, NOT_FOUND, CONFLICT for the last admin
 */
export async function resetSignIn(context: ServiceContext, input: unknown): Promise<Invited> {
  await authoriseEverywhere(context, 'people:write');
  const { id } = parseInput(personId, input);
  return prisma().$transaction(async (db) => {
    const { email } = await findPerson(db, id);
    await keepingAnAdmin(db, async () => {
      await db.account.deleteMany({ where: { userId: id } });
      await db.passkey.deleteMany({ where: { userId: id } });
    });
    await db.twoFactor.deleteMany({ where: { userId: id } });
    await db.session.deleteMany({ where: { userId: id } });
    await db.user.update({ where: { id }, data: { twoFactorEnabled: false } });
    const link = await makeLink(db, 'password', id);
    await writeAuditEvent(db, context, {
      action: 'person.reset-sign-in',
      target: email,
      details: { linkExpiresAt: link.expiresAt.toISOString() },
    });
    return { id, email, link };
  });
}
