import { hasBearerToken, isSameOrigin } from '../http/same-origin';
import { ServiceError } from '../services/errors';

/**
 * Lets a request through that changes something only from the console's own pages, or with an API token.
 *
 * @throws {ServiceError} FORBIDDEN
 */
export function assertSameOrigin(headers: Pick<Headers, 'get'>): void {
  if (hasBearerToken(headers) || isSameOrigin(headers)) return;
  throw fromElsewhere();
}

/**
 * Lets a request through that changes nothing but leaves a trace, unless a browser says that another site made it.
 *
 * @throws {ServiceError} FORBIDDEN
 */
export function assertNotFromElsewhere(headers: Pick<Headers, 'get'>): void {
  if (['cross-site', 'same-site'].includes(headers.get('sec-fetch-site') ?? '')) throw fromElsewhere();
}

function fromElsewhere(): ServiceError {
  return new ServiceError('FORBIDDEN', 'This request does not come from a page of the console.', {
    hint: 'Use the page itself, or lava-conn on the command line.',
  });
}
