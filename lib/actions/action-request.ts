import { authenticate, type RequestContext } from '../auth/authenticate';
import { noteAct } from '../request-scope';
import type { ServiceContext } from '../services/context';
import { assertOwnPage } from './same-origin';
import { subjectOf } from './subject-of';

/**
 * Lets the request for a server action in: from a page of the console, of somebody who is signed in. What it asks for is
 * noted first, for the event of a refusal.
 *
 * @throws {ServiceError} FORBIDDEN, UNAUTHENTICATED
 */
export async function enterAction(headers: Headers, act: string, input: unknown): Promise<RequestContext> {
  noteAct(act, subjectOf(input));
  await assertOwnPage(headers);
  return authenticate(headers);
}

/** Whether a service can work with it. */
export function isContext(value: object): value is ServiceContext {
  return 'actor' in value && 'requestId' in value;
}

/** The realm that an input names. */
export function realmIn(input: unknown): unknown {
  return typeof input === 'object' && input !== null ? Reflect.get(input, 'realm') : undefined;
}
