import { ROLES } from '../../auth/permissions';
import { prisma } from '../../db/prisma';
import { authoriseEverywhere } from '../authorise';
import type { ServiceContext } from '../context';
import type { PersonDto } from './person-dto';

/** Everybody who may sign in, or might once, with their roles, by name. @throws {ServiceError} FORBIDDEN */
export async function listPeople(context: ServiceContext): Promise<readonly PersonDto[]> {
  await authoriseEverywhere(context, 'people:write');
  const rows = await prisma().user.findMany({
    orderBy: [{ name: 'asc' }, { email: 'asc' }],
    include: {
      grants: { include: { realm: { select: { name: true } } } },
      sessions: { select: { createdAt: true }, orderBy: { createdAt: 'desc' }, take: 1 },
      _count: { select: { accounts: true, passkeys: true } },
    },
  });
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    email: row.email,
    state: row.disabledAt ? 'disabled' : row._count.accounts + row._count.passkeys > 0 ? 'active' : 'invited',
    secondFactor: row.twoFactorEnabled || row._count.passkeys > 0,
    lastSignInAt: row.sessions[0]?.createdAt.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    self: row.id === context.actor.id,
    grants: row.grants
      .map(({ id, realm, role, source }) => ({
        id,
        realm: realm?.name ?? null,
        role: ROLES.find((known) => known === role) ?? 'viewer',
        fromGroup: source === 'group',
      }))
      .sort((one, other) => (one.realm ?? '').localeCompare(other.realm ?? '')),
  }));
}
