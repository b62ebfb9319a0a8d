import { createHash } from 'node:crypto';
import { APIError } from 'better-auth/api';
import { RateLimiterPrisma } from 'rate-limiter-flexible';
import { type Db, prisma } from '../db/prisma';
import { authRequest } from './auth-request';

/** So many wrong passwords for one address of e-mail, from wherever they come, within so many seconds. */
const PASSWORDS = { points: 30, duration: 15 * 60 };
/** A code is taken in its own half minute and in those beside it. */
const KEPT_CODES = 3;

/** Kept for as long as its client: it clears what has run out by a timer. */
const limiterOf = new WeakMap<Db, RateLimiterPrisma>();

function limiter(): RateLimiterPrisma {
  const db = prisma();
  const made =
    limiterOf.get(db) ??
    new RateLimiterPrisma({
      storeClient: db,
      tableName: 'rateLimiterFlexible',
      keyPrefix: 'wrong-password',
      ...PASSWORDS,
    });
  limiterOf.set(db, made);
  return made;
}

/** What was given as an address may be a password in the wrong field. */
function keyOf(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('hex');
}

const personKey = (email: string) => keyOf(email.trim().toLowerCase());

/**
 * Refuses a password for an address, whether or not somebody has it, for which too many wrong ones were given.
 *
 * @throws {APIError} TOO_MANY_REQUESTS, with the seconds to wait in its header
 */
export async function limitPasswords(email: string): Promise<void> {
  const counted = await limiter().get(personKey(email));
  if (!counted || counted.consumedPoints < PASSWORDS.points) return;
  const wait = String(Math.max(1, Math.ceil(counted.msBeforeNext / 1000)));
  const message = `Too many attempts for this address. Wait ${wait} seconds, or sign in another way.`;
  throw new APIError('TOO_MANY_REQUESTS', { code: 'TOO_MANY', message }, { 'x-retry-after': wait });
}

/** Counts a wrong password for the address. */
export async function countWrongPassword(email: string): Promise<void> {
  await limiter().penalty(personKey(email));
}

/**
 * Uses a code of the second step up, as a part of the sign-in and its transaction.
 *
 * @throws {APIError} UNAUTHORIZED when the person signed in with it before (RFC 6238, 5.2)
 */
export async function spendCode(userId: string, code: string): Promise<void> {
  const db = await authRequest().transaction.open();
  const used = keyOf(userId, code);
  const spent = await db.$executeRaw`
    update "TwoFactor" set "usedCodes" = (array_prepend(${used}, "usedCodes"))[1:${KEPT_CODES}::int]
    where "userId" = ${userId}::uuid and not ${used} = any("usedCodes")`;
  if (spent === 1) return;
  throw new APIError('UNAUTHORIZED', { code: 'CODE_USED', message: 'This code was used before.' });
}
