import { hashPassword } from 'better-auth/crypto';
import type { Db } from '../../db/prisma';

/** A password as it is kept (scrypt). Slow on purpose: make it before a transaction, not within. */
export function passwordHash(password: string): Promise<string> {
  return hashPassword(password);
}

/** Sets a person's password to the one with this hash, and ends their sessions. */
export async function setPassword(db: Db, userId: string, hash: string): Promise<void> {
  await db.account.upsert({
    where: { providerId_accountId: { providerId: 'credential', accountId: userId } },
    update: { password: hash },
    create: { providerId: 'credential', accountId: userId, userId, password: hash },
  });
  await db.session.deleteMany({ where: { userId } });
}
