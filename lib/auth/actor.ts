import type { Role } from './permissions';

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

/** The one built-in person: the console listens on loopback only, so whoever reaches it runs the machine. */
export const BUILT_IN_ADMIN: Actor = { id: 'admin', name: 'admin', roleIn: () => 'admin' };
