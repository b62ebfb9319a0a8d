import { ServiceError } from '../services/errors';

/**
 * Lets a request through that changes something only from the console's own pages. Browsers say where a request comes
 * from; what does not say it is no browser on one of our pages. A request with a token needs no such proof: no other
 * site's page can add one.
 *
 * @throws {ServiceError} FORBIDDEN
 */
export function assertSameOrigin({ headers }: Request): void {
  if (headers.has('authorization')) return;
  const site = headers.get('sec-fetch-site');
  if ((site === null || site === 'same-origin') && originHost(headers) === headers.get('host')) return;
  throw new ServiceError('FORBIDDEN', 'This request does not come from a page of the console.', {
    hint: 'Use the page itself, or lava-conn on the command line.',
  });
}

function originHost(headers: Headers): string | undefined {
  const origin = headers.get('origin') ?? '';
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
