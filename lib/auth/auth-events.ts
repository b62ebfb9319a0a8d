import { echo } from '../connectors/echo';
import { prisma } from '../db/prisma';
import { type AuditEventInput, writeAuditEvent } from '../services/audit/write-audit-event';
import type { ServiceContext } from '../services/context';
import { authRequest } from './auth-request';

/** A person as far as an event names one. */
export interface EventPerson {
  readonly id: string;
  readonly name: string;
}

/** The current request for a sign-in, as this person's. */
export function as(person: EventPerson | null): ServiceContext {
  const { origin } = authRequest();
  return person ? { ...origin, actor: { id: person.id, name: person.name, roleIn: () => null } } : origin;
}

/** Writes down what happened at a sign-in or with a person's means of signing in. */
export async function writeAuthEvent(
  person: EventPerson | null,
  event: Omit<AuditEventInput, 'realm'>,
): Promise<void> {
  const request = authRequest();
  await writeAuditEvent(prisma(), as(person), event);
  request.recorded = true;
}

/** What was given as an e-mail address, as far as it may be kept: it may be a password in the wrong field. */
export function shownEmail(given: unknown): string | undefined {
  return typeof given === 'string' && /^[^\s@]+@[^\s@]+$/.test(given) ? echo(given) : undefined;
}
