import { COMPANY } from '../../auth/company-provider';
import { groupRolesCount } from '../../auth/group-roles';
import { ROLES } from '../../auth/permissions';
import { isSandboxPerson } from '../../auth/sandbox-people';
import { prisma } from '../../db/prisma';
import { authoriseEverywhere } from '../authorise';
import type { ServiceContext } from '../context';
import type { PersonDto } from './person-dto';

/** Everybody who may sign in, or might once, with their roles, by name. @throws {ServiceError} FORBIDDEN */
export async function listPeople(context: ServiceContext): Promise<readonly PersonDto[]> {
  await authoriseEverywhere(context, 'people:write');
  const valid = { revokedAt: null, expiresAt: { gt: new Date() } };
  const rows = await prisma().user.findMany({
    orderBy: [{ name: 'asc' }, { email: 'asc' }],
    include: {
      grants: { include: { realm: { select: { name: true } } } },
      sessions: { select: { createdAt: true }, orderBy: { createdAt: 'desc' }, take: 1 },
      accounts: { select: { providerId: true } },
      _count: { select: { passkeys: true, tokens: { where: valid } } },
    },
  });
  const signIns = await lastSignIns(rows.filter(({ sessions }) => sessions.length === 0));
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    email: row.email,
    unverified: !row.emailVerified && row.accounts.some(({ providerId }) => providerId === COMPANY),
    state: stateOf(row),
    password: row.accounts.some(({ providerId }) => providerId === 'credential'),
    secondFactor: row.twoFactorEnabled || row._count.passkeys > 0,
    lastSignInAt: (row.sessions[0]?.createdAt ?? signIns.get(row.id))?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    tokens: row._count.tokens,
    self: row.id === context.actor.id,
    grants: row.grants
      .map(({ id, realm, role, source }) => ({
        id,
        realm: realm?.name ?? null,
        role: ROLES.find((known) => known === role) ?? 'viewer',
        fromGroup: source === 'group',
        lapsed: source === 'group' && !groupRolesCount(row.groupsToldAt),
      }))
      .sort((one, other) => (one.realm ?? '').localeCompare(other.realm ?? '')),
  }));
}

/**
 * The newest sign-in of each by the trail. Only for those whose sessions are gone, and all at once: events are found by
 * realm, a sign-in has none, and nothing leads to those of one person.
 */
async function lastSignIns(
  people: readonly { readonly id: string }[],
): Promise<ReadonlyMap<string | null, Date | null>> {
  if (people.length === 0) return new Map();
  const rows = await prisma().auditEvent.groupBy({
    by: ['actorId'],
    where: {
      realm: null,
      action: 'session.sign-in',
      outcome: 'done',
      actorId: { in: people.map(({ id }) => id) },
    },
    _max: { at: true },
  });
  return new Map(rows.map(({ actorId, _max }) => [actorId, _max.at]));
}

/** Invited: has no way to sign in yet. The sandbox's people need none. */
function stateOf(row: {
  readonly email: string;
  readonly disabledAt: Date | null;
  readonly accounts: readonly unknown[];
  readonly _count: { readonly passkeys: number };
}): PersonDto['state'] {
  if (row.disabledAt) return 'disabled';
  return row.accounts.length + row._count.passkeys > 0 || isSandboxPerson(row.email) ? 'active' : 'invited';
}
