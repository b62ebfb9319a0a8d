import { echo } from '../connectors/echo';
import { type AuditEventInput, eventRow } from '../services/audit/write-audit-event';
import { authRequest } from './auth-request';

/** A person as far as an event names one. */
export interface EventPerson {
  readonly id: string;
  readonly name: string;
}

/**
 * Notes what happened at a sign-in or with a person's means of signing in. It is written when the request is settled,
 * as the last thing in its transaction: nobody else can write an event until that ends.
 */
export function noteAuthEvent(person: EventPerson | null, event: AuditEventInput): void {
  const { origin, events } = authRequest();
  const actor = person ? { id: person.id, name: person.name, roleIn: () => null } : origin.actor;
  events.push(eventRow({ ...origin, actor }, event));
}

/** What was given as an e-mail address, as far as it may be kept: it may be a password in the wrong field. */
export function shownEmail(given: unknown): string | undefined {
  return typeof given === 'string' && /^[^\s@]+@[^\s@]+$/.test(given) ? echo(given) : undefined;
}
