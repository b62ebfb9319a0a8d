import { ROLES, type Role } from './permissions';

/** Stands for all realms, those to come included; no realm can be called so. */
export const EVERYWHERE = '*';

/** The person (or the system) that acts. */
export interface Actor {
  readonly id: string;
  readonly name: string;
  /**
   * The role in a realm; null: the actor does not know that the realm exists. For `EVERYWHERE` the role that was given
   * for all realms, whatever was given in single ones.
   */
  roleIn(realm: string): Role | null;
}

/** A role that a person has: in a realm, or (null) in every realm. */
export interface Grant {
  readonly realm: string | null;
  readonly role: string;
}

/** The most that the grants give in a realm. */
export function roleOf(grants: readonly Grant[], realm: string): Role | null {
  const held = grants.filter(
    (grant) => grant.realm === null || (grant.realm === realm && realm !== EVERYWHERE),
  );
  return ROLES.findLast((role) => held.some((grant) => grant.role === role)) ?? null;
}

/** The lesser of two roles; null is less than any. */
export function lesserRole(one: Role | null, other: Role | null): Role | null {
  if (one === null || other === null) return null;
  return ROLES.indexOf(one) < ROLES.indexOf(other) ? one : other;
}

/** Of whom it is not known who they are. */
export const NOBODY: Actor = { id: 'nobody', name: 'nobody', roleIn: () => null };

/** An admin who is no person: for tests and measurements. */
export const BUILT_IN_ADMIN: Actor = { id: 'admin', name: 'admin', roleIn: () => 'admin' };
