import type { RequestContext } from '../../auth/authenticate';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';

/**
 * Lets a person through who is signed in with a browser. A token does not manage its owner's account.
 *
 * @throws {ServiceError} FORBIDDEN
 */
export function assertPerson(
  context: ServiceContext,
): asserts context is RequestContext & { sessionId: string } {
  if ('sessionId' in context && typeof context.sessionId === 'string') return;
  throw new ServiceError('FORBIDDEN', 'Only a person who is signed in may do this, not a token.');
}
