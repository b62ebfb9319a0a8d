import { readEnv } from '../env';

/** Headers as a route handler or a server action has them. */
type ReadHeaders = Pick<Headers, 'get'>;

/**
 * Whether the request was made by one of the console's own pages. Browsers send `Origin` and `Sec-Fetch-Site` with
 * whatever changes something, and no page can change them; what lacks either is no browser on one of our pages.
 */
export function isSameOrigin(headers: ReadHeaders): boolean {
  if (headers.get('sec-fetch-site') !== 'same-origin') return false;
  const origin = hostOf(headers.get('origin'));
  return origin !== undefined && [headers.get('host'), hostOf(readEnv().PUBLIC_URL)].includes(origin);
}

/** Whether the request brings a token: no browser adds one by itself, so that no other site can have made it. */
export function hasBearerToken(headers: ReadHeaders): boolean {
  return /^bearer \S/i.test(headers.get('authorization') ?? '');
}

function hostOf(address: string | null | undefined): string | undefined {
  return address && URL.canParse(address) ? new URL(address).host : undefined;
}
