import type { z } from 'zod';
import type { Role } from '@/lib/auth/permissions';
import type { Invited, invitePersonInput } from '@/lib/services/people/invite-person';
import type { Action } from '../action-result/action-result';

/** What inviting takes. */
export type Invitation = z.input<typeof invitePersonInput>;

/** What can be done with people; the page hands over its server actions. */
export interface PeopleActions {
  readonly grant: Action<
    { person: string; realm: string | null; role: Role; before: Role | null },
    { readonly granted: string }
  >;
  readonly revoke: Action<{ grant: string }, { readonly revoked: string }>;
  readonly invite: Action<Invitation & { requestId: string }, Invited>;
  readonly disable: Action<{ id: string }, unknown>;
  readonly enable: Action<{ id: string }, unknown>;
  /** Ends every way to sign in; the link sets a new one up. */
  readonly reset: Action<{ id: string }, Invited>;
}

/** The roles to choose from, least first. */
export const ROLE_OPTIONS: readonly { readonly value: Role; readonly description: string }[] = [
  { value: 'viewer', description: 'sees' },
  { value: 'tester', description: 'sees and tests' },
  { value: 'editor', description: 'changes, imports and publishes' },
  { value: 'admin', description: 'also settings and, in every realm, people' },
];

/** Stands for every realm in a choice; no realm can be called so. */
export const EVERY_REALM = '*';

/** The places a role can be given for. */
export function placeOptions(realms: readonly string[]): { value: string; label: string }[] {
  return [
    { value: EVERY_REALM, label: 'Every realm' },
    ...realms.map((name) => ({ value: name, label: name })),
  ];
}
