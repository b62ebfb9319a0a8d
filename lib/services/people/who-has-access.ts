import { groupRolesCount } from '../../auth/group-roles';
import { ROLES, type Role } from '../../auth/permissions';
import { prisma } from '../../db/prisma';
import { authorise } from '../authorise';
import type { ServiceContext } from '../context';

/** Somebody with a role in a realm. */
export interface AccessLine {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  /** Where the role comes from. */
  readonly through: 'realm' | 'everywhere';
  readonly fromGroup: boolean;
  readonly disabled: boolean;
}

/**
 * Who has access to a realm, the highest role of each, by name. Roles that a group gave and that no longer count are left
 * out.
 *
 * @throws {ServiceError} NOT_FOUND, FORBIDDEN
 */
export async function whoHasAccess(
  context: ServiceContext,
  realmName: string,
): Promise<readonly AccessLine[]> {
  const realm = await authorise(context, 'realm:write', realmName);
  const grants = await prisma().roleGrant.findMany({
    where: { OR: [{ realmId: realm.id }, { realmId: null }] },
    include: { user: true },
    orderBy: { user: { name: 'asc' } },
  });
  const lines = new Map<string, AccessLine>();
  for (const { user, role, realmId, source } of grants) {
    if (source === 'group' && !groupRolesCount(user.groupsToldAt)) continue;
    const line: AccessLine = {
      id: user.id,
      name: user.name,
      email: user.email,
      role: ROLES.find((known) => known === role) ?? 'viewer',
      through: realmId === null ? 'everywhere' : 'realm',
      fromGroup: source === 'group',
      disabled: user.disabledAt !== null,
    };
    const other = lines.get(user.id);
    if (!other || ROLES.indexOf(line.role) > ROLES.indexOf(other.role)) lines.set(user.id, line);
  }
  return [...lines.values()];
}
