import { z } from 'zod';
import { createPrisma, prisma } from '../../db/prisma';
import { writeAuditEvent } from '../audit/write-audit-event';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { parseInput } from '../parse-input';
import { checkLink, makeLink, type OneTimeLink, takeLink } from './one-time-link';
import { newPassword, personEmail, personName } from './person-input';
import { passwordHash, setPassword } from './set-password';

/** People of the sandbox are no people of a console that is set up. */
const REAL = { email: { not: { endsWith: '@sandbox.invalid' } } } as const;

/** A link for the first admin, for a console that nobody can sign in to yet; undefined for any other. */
export async function makeSetUpLink(databaseUrl: string): Promise<OneTimeLink | undefined> {
  const client = createPrisma(databaseUrl);
  try {
    return (await client.user.count({ where: REAL })) === 0 ? await makeLink(client, 'set-up') : undefined;
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
 * @throws {ServiceError} INVALID_INPUT, NOT_FOUND when the link cannot be used, CONFLICT when there is somebody already
 */
export async function createFirstAdmin(
  origin: Omit<ServiceContext, 'actor'>,
  input: unknown,
): Promise<{ readonly email: string }> {
  const { token, name, email, password } = parseInput(setUpInput, input);
  await checkLink(prisma(), 'set-up', token);
  const hash = await passwordHash(password);
  return prisma().$transaction(async (db) => {
    await takeLink(db, 'set-up', token);
    if ((await db.user.count({ where: REAL })) > 0) {
      throw new ServiceError('CONFLICT', 'This console is set up already.', { hint: 'Sign in.' });
    }
    const { id } = await db.user.create({
      data: { name, email, grants: { create: { role: 'admin', createdBy: 'set-up' } } },
    });
    await setPassword(db, id, hash);
    const actor = { id, name, roleIn: () => null };
    await writeAuditEvent(db, { ...origin, actor }, { action: 'person.set-up', target: email });
    return { email };
  });
}
