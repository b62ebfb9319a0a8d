import { z } from 'zod';
import { createPrisma, prisma } from '../../db/prisma';
import { roleGranted } from '../audit/role-event';
import { writeAuditEvents } from '../audit/write-audit-event';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { parseInput } from '../parse-input';
import { isSandbox } from '../realms/is-sandbox';
import { hasAdmin, lockAdmins } from './last-admin';
import { checkLink, makeLink, type OneTimeLink, takeLink } from './one-time-link';
import { newPassword, personEmail, personName } from './person-input';
import { passwordHash, setPassword } from './set-password';

/** Whether the console waits for somebody to open the set-up link; never in the sandbox, which has people of its own. */
export async function awaitsFirstAdmin(): Promise<boolean> {
  return !isSandbox() && !(await hasAdmin(prisma()));
}

/** A link for the first admin, for a console that has none; undefined for any other. */
export async function makeSetUpLink(databaseUrl: string): Promise<OneTimeLink | undefined> {
  const client = createPrisma(databaseUrl);
  try {
    return await client.$transaction(async (db) => {
      // Of two starts at once the later link is the one that works.
      await lockAdmins(db);
      return (await hasAdmin(db)) ? undefined : makeLink(db, 'set-up');
    });
  } finally {
    await client.$disconnect();
  }
}

const setUpInput = z.strictObject({
  token: z.string(),
  name: personName,
  email: personEmail,
  password: newPassword,
});

/**
 * Creates the first admin by the set-up link, which is used up by it.
 *
 * @throws {ServiceError} INVALID_INPUT, NOT_FOUND when the link cannot be used, CONFLICT when there is an
 * admin already, ALREADY_EXISTS when somebody has the address
 */
export async function createFirstAdmin(
  origin: Omit<ServiceContext, 'actor'>,
  input: unknown,
): Promise<{ readonly email: string }> {
  const { token, name, email, password } = parseInput(setUpInput, input);
  await checkLink(prisma(), 'set-up', token);
  const hash = await passwordHash(password);
  return prisma().$transaction(async (db) => {
    await lockAdmins(db);
    await takeLink(db, 'set-up', token);
    if (await hasAdmin(db)) {
      throw new ServiceError('CONFLICT', 'This console is set up already.', { hint: 'Sign in.' });
    }
    if (await db.user.findUnique({ where: { email } })) {
      // Whoever is there under it may have got in with an address that nobody has verified: they stay what they are.
      const message = `There is a person with the address ${email} already, without a role in every realm.`;
      throw new ServiceError('ALREADY_EXISTS', message, {
        problems: [{ path: 'email', message }],
        hint: 'Take another address for the first admin, who can then give this person roles.',
      });
    }
    const { id } = await db.user.create({
      data: { name, email, grants: { create: { role: 'admin', createdBy: 'set-up' } } },
    });
    await setPassword(db, id, hash);
    const actor = { id, name, roleIn: () => null };
    await writeAuditEvents(db, { ...origin, actor }, [
      { action: 'person.set-up', target: email },
      roleGranted({ userId: id, email, realm: null, role: 'admin' }),
    ]);
    return { email };
  });
}
