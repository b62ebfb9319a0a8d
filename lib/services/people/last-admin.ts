import { groupRolesCount } from '../../auth/group-roles';
import { SANDBOX_DOMAIN } from '../../auth/sandbox-people';
import type { Db } from '../../db/prisma';
import { ServiceError } from '../errors';
import { isSandbox } from '../realms/is-sandbox';

/**
 * Whether somebody who can come in is admin of every realm: with a way to sign in, which an invitation alone is not, and
 * by a role that counts. A store that the sandbox used holds its people, who need no such way and come in nowhere else.
 */
export async function hasAdmin(db: Db): Promise<boolean> {
  const sandbox = { email: { endsWith: SANDBOX_DOMAIN } };
  const hasWay = { OR: [{ accounts: { some: {} } }, { passkeys: { some: {} } }] };
  const user = {
    disabledAt: null,
    ...(isSandbox() ? { OR: [sandbox, hasWay] } : { NOT: sandbox, ...hasWay }),
  };
  const held = await db.roleGrant.findMany({
    where: { realmId: null, role: 'admin', user },
    select: { source: true, user: { select: { groupsToldAt: true } } },
  });
  return held.some(
    ({ source, user: { groupsToldAt } }) => source !== 'group' || groupRolesCount(groupsToldAt),
  );
}

/** Whoever looks whether there is an admin, and goes by that, waits here for all others who do until they have committed. */
export async function lockAdmins(db: Db): Promise<void> {
  await db.$executeRaw`select pg_advisory_xact_lock(hashtext('the last admin'))`;
}

/**
 * Makes a change, within its transaction, that may take somebody's way in or role as admin of every realm. Two such
 * changes at once wait for each other.
 *
 * @throws {ServiceError} CONFLICT, which undoes the transaction, when it took the last who was
 */
export async function keepingAnAdmin<Result>(db: Db, change: () => Promise<Result>): Promise<Result> {
  await lockAdmins(db);
  const before = await hasAdmin(db);
  const result = await change();
  if (!before || (await hasAdmin(db))) return result;
  throw new ServiceError('CONFLICT', 'Nobody would be left who is admin of the whole console.', {
    hint: 'Make somebody else admin in every realm first. Nothing was changed.',
  });
}
