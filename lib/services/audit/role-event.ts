import type { AuditEventInput } from './write-audit-event';

/** A role of somebody: in a realm, or (null) in every realm. */
interface HeldRole {
  readonly userId: string;
  readonly email: string;
  readonly realm: string | null;
  readonly role: string;
}

/** Tells that somebody was given a role; `before`: the one whose place it takes. It belongs to the trail of its realm. */
export function roleGranted(given: HeldRole, before: string | null = null): AuditEventInput {
  const { person, role, everywhere } = detailsOf(given);
  return { ...placeOf(given), action: 'role.grant', details: { person, role, before, everywhere } };
}

/** Tells that a role was taken from somebody, in the trail of its realm. */
export function roleRevoked(taken: HeldRole): AuditEventInput {
  return { ...placeOf(taken), action: 'role.revoke', details: detailsOf(taken) };
}

function placeOf({ realm, email }: HeldRole) {
  return { ...(realm !== null && { realm }), target: email };
}

function detailsOf({ userId, realm, role }: HeldRole) {
  return { person: userId, role, everywhere: realm === null };
}
