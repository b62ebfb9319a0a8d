import { z } from 'zod';
import { prisma } from '../../db/prisma';
import { writeAuditEvent } from '../audit/write-audit-event';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { parseInput } from '../parse-input';
import { checkLink, findLink, takeLink } from './one-time-link';
import { newPassword } from './person-input';
import { passwordHash, setPassword } from './set-password';

/** Who a link is for; undefined when it cannot be used. Reading it does not use it up. */
export async function readLink(
  kind: 'set-up' | 'password',
  token: string,
): Promise<{ readonly name: string; readonly email: string } | undefined> {
  const owner = await findLink(prisma(), kind, token);
  if (owner === undefined) return undefined;
  if (kind === 'set-up') return { name: '', email: '' };
  const person = await prisma().user.findUnique({ where: { id: owner } });
  return person && !person.disabledAt ? { name: person.name, email: person.email } : undefined;
}

/**
 * Sets the password of the person whom the link was made for, and uses the link up. Their sessions end.
 *
 * @throws {ServiceError} INVALID_INPUT, NOT_FOUND when the link cannot be used, FORBIDDEN when the person is disabled
 */
export async function setPasswordByLink(
  origin: Omit<ServiceContext, 'actor'>,
  input: unknown,
): Promise<{ readonly email: string }> {
  const { token, password } = parseInput(z.strictObject({ token: z.string(), password: newPassword }), input);
  await checkLink(prisma(), 'password', token);
  const hash = await passwordHash(password);
  return prisma().$transaction(async (db) => {
    const userId = await takeLink(db, 'password', token);
    const { name, email, disabledAt } = await db.user.findUniqueOrThrow({ where: { id: userId } });
    if (disabledAt) throw new ServiceError('FORBIDDEN', 'An admin has disabled this person.');
    await setPassword(db, userId, hash);
    const actor = { id: userId, name, roleIn: () => null };
    await writeAuditEvent(db, { ...origin, actor }, { action: 'person.password-by-link', target: email });
    return { email };
  });
}
