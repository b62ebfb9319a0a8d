import { SANDBOX_DOMAIN } from '../../auth/sandbox-people';
import type { Db } from '../../db/prisma';
import { ServiceError } from '../errors';
import { isSandbox } from '../realms/is-sandbox';

/**
 * Whether somebody who may come in is admin of every realm. Others may be there: the company's sign-in adds people
 * without a role, and a store that the sandbox used holds its people, who come in nowhere else.
 */
export async function hasAdmin(db: Db): Promise<boolean> {
  const user = { disabledAt: null, ...(!isSandbox() && { email: { not: { endsWith: SANDBOX_DOMAIN } } }) };
  return (await db.roleGrant.count({ where: { realmId: null, role: 'admin', user } })) > 0;
}

/**
 * Makes sure that somebody is left who is admin everywhere and may sign in. Call it in the transaction of a change,
 * after it: the transaction then undoes the change. Two such changes at once wait for each other.
 *
 * @throws {ServiceError} CONFLICT when nobody is left
 */
export async function assertAdminRemains(db: Db): Promise<void> {
  await db.$executeRaw`select pg_advisory_xact_lock(hashtext('the last admin'))`;
  if (await hasAdmin(db)) return;
  throw new ServiceError('CONFLICT', 'Nobody would be left who is admin of the whole console.', {
    hint: 'Make somebody else admin in every realm first. Nothing was changed.',
  });
}
