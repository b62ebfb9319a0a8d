import { noteActor } from '../request-scope';
import type { ServiceContext } from '../services/context';
import { currentActor } from './current-actor';
import { nobody } from './nobody';

/** What every service takes, and the browser's session if the request belongs to one. */
export interface RequestContext extends ServiceContext {
  readonly sessionId?: string;
}

/**
 * Who a request comes from, where from, and an id for it.
 *
 * @throws {ServiceError} UNAUTHENTICATED
 */
export async function authenticate(
  headers: Headers,
  options: { readonly tokens?: boolean } = {},
): Promise<RequestContext> {
  const { actor, sessionId } = await currentActor(headers, options);
  noteActor(actor.id);
  return { ...nobody(headers), actor, ...(sessionId !== undefined && { sessionId }) };
}
