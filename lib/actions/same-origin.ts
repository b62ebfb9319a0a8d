import { nobody } from '../auth/nobody';
import { hasBearerToken, isSameOrigin } from '../http/same-origin';
import { refused } from '../services/audit/record-refusal';
import type { ServiceContext } from '../services/context';
import { ServiceError } from '../services/errors';

/**
 * Lets a request through that changes something only from the console's own pages. A token does not count: whoever is
 * known by the session's cookie could be sent here by another site, whatever else the request carries.
 *
 * @throws {ServiceError} FORBIDDEN
 */
export async function assertOwnPage(headers: Headers): Promise<void> {
  if (!isSameOrigin(headers)) throw await fromElsewhere(nobody(headers));
}

/**
 * The same, or with an API token, for what then goes by the token alone.
 *
 * @throws {ServiceError} FORBIDDEN
 */
export async function assertOwnPageOrToken(headers: Headers): Promise<void> {
  if (!hasBearerToken(headers)) await assertOwnPage(headers);
}

/**
 * Lets a request through that changes nothing but leaves a trace, unless a browser says that another site made it.
 *
 * @throws {ServiceError} FORBIDDEN
 */
export async function assertNotFromElsewhere(context: ServiceContext, headers: Headers): Promise<void> {
  if (['cross-site', 'same-site'].includes(headers.get('sec-fetch-site') ?? ''))
    throw await fromElsewhere(context);
}

function fromElsewhere(context: ServiceContext): Promise<ServiceError> {
  const error = new ServiceError('FORBIDDEN', 'This request does not come from a page of the console.', {
    hint: 'Use the page itself, or lava-conn on the command line.',
  });
  return refused(context, { permission: 'origin' }, error);
}
