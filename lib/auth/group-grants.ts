import { type Env, readEnv } from '../env';
import { roleGranted, roleRevoked } from '../services/audit/role-event';
import { noteAuthEvent } from './auth-events';
import { authRequest } from './auth-request';

/** The roles that the groups give, by OIDC_ROLES. */
function rolesOfGroups(
  groups: readonly string[],
  rules: NonNullable<Env['OIDC_ROLES']>,
): readonly { readonly role: string; readonly realm: string }[] {
  const given = rules.filter(({ group }) => groups.includes(group));
  return [...new Map(given.map(({ role, realm }) => [`${role}@${realm}`, { role, realm }])).values()];
}

/**
 * Replaces what the company's groups gave a person by what they give now; what an admin gave stays. A realm that does
 * not exist here is passed over. Changes are written down, with the grants before and after, and each role in the trail of
 * its realm. What the groups give counts for a while from now on. It is part of the sign-in and its transaction.
 */
export async function replaceGroupGrants(userId: string, groups: readonly string[]): Promise<void> {
  const db = await authRequest().transaction.open();
  await db.user.update({ where: { id: userId }, data: { groupsToldAt: new Date() } });
  const realms = new Map(
    (await db.realm.findMany({ select: { id: true, name: true } })).map((r) => [r.name, r.id]),
  );
  const wanted = rolesOfGroups(groups, readEnv().OIDC_ROLES ?? []).filter(
    ({ realm }) => realm === '*' || realms.has(realm),
  );
  const held = await db.roleGrant.findMany({
    where: { userId, source: 'group' },
    include: { realm: { select: { name: true } } },
  });
  const nameOf = ({ role, realm }: { role: string; realm: string }) => `${role}@${realm}`;
  const had = held.map(({ role, realm }) => ({ role, realm: realm?.name ?? '*' }));
  const before = had.map(nameOf).sort();
  const after = wanted.map(nameOf).sort();
  if (before.join() === after.join()) return;
  await db.roleGrant.deleteMany({ where: { userId, source: 'group' } });
  await db.roleGrant.createMany({
    data: wanted.map(({ role, realm }) => ({
      userId,
      role,
      realmId: realm === '*' ? null : (realms.get(realm) ?? null),
      source: 'group',
      createdBy: 'company account',
    })),
  });
  const { name, email } = await db.user.findUniqueOrThrow({ where: { id: userId } });
  const person = { id: userId, name };
  const asHeld = ({ role, realm }: { role: string; realm: string }) => ({
    userId,
    email,
    role,
    realm: realm === '*' ? null : realm,
  });
  noteAuthEvent(person, { action: 'person.group-roles', target: email, details: { before, after } });
  for (const one of had) if (!after.includes(nameOf(one))) noteAuthEvent(person, roleRevoked(asHeld(one)));
  for (const one of wanted)
    if (!before.includes(nameOf(one))) noteAuthEvent(person, roleGranted(asHeld(one)));
}
