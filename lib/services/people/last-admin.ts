import type { Db } from '../../db/prisma';
import { ServiceError } from '../errors';

/**
 * Makes sure that somebody is left who is admin everywhere and may sign in. Call it in the transaction of a change,
 * after it: the transaction then undoes the change. Two such changes at once wait for each other.
 *
 * @throws {ServiceError} CONFLICT when nobody is left
 */
export async function assertAdminRemains(db: Db): Promise<void> {
  await db.$executeRaw`select pg_advisory_xact_lock(hashtext('the last admin'))`;
  const admins = await db.roleGrant.count({
    where: { realmId: null, role: 'admin', user: { disabledAt: null } },
  });
  if (admins > 0) return;
  throw new ServiceError('CONFLICT', 'Nobody would be left who is admin of the whole console.', {
    hint: 'Make somebody else admin in every realm first. Nothing was changed.',
  });
}
