import type { Role } from '../../auth/permissions';

/** A role that somebody has. */
export interface GrantDto {
  readonly id: string;
  /** Null: in every realm. */
  readonly realm: string | null;
  readonly role: Role;
  /** It comes from a group of the company's sign-in, and is set anew at each sign-in. */
  readonly fromGroup: boolean;
  /** It came from a group so long ago that it no longer counts, until the next sign-in with the company's account. */
  readonly lapsed: boolean;
}

/** Somebody who may sign in. Times are ISO 8601. */
export interface PersonDto {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** The company's sign-in gave the address and did not say that anybody has checked it. */
  readonly unverified: boolean;
  /** `invited`: has not chosen a way to sign in yet. */
  readonly state: 'active' | 'invited' | 'disabled';
  /** May sign in with a password. */
  readonly password: boolean;
  readonly secondFactor: boolean;
  /** The newest sign-in that is still known, by a session or the trail; null: none. */
  readonly lastSignInAt: string | null;
  readonly createdAt: string;
  /** How many API tokens are neither revoked nor expired. */
  readonly tokens: number;
  readonly grants: readonly GrantDto[];
  /** The acting person. */
  readonly self: boolean;
}
