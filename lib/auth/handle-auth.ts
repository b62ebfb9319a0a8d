import type { ZodType } from 'zod';
import { limitedBody } from '../http/limited-body';
import { isSameOrigin } from '../http/same-origin';
import { recordRefusalOrLog } from '../services/audit/record-refusal';
import { ServiceError } from '../services/errors';
import { parseInput } from '../services/parse-input';
import { ADDRESS_HEADER, auth } from './auth';
import { AUTH_BODIES } from './auth-bodies';
import { withAuthRequest } from './auth-request';
import { clientAddress } from './client-address';
import { nobody } from './nobody';
import { ownOrigins } from './public-address';
import { settleRequest } from './settle-request';

/** What the pages use of better-auth. Everything else it offers stays closed. */
export const AUTH_PATHS = [
  'GET /callback/oidc',
  'GET /error',
  'GET /passkey/generate-authenticate-options',
  'GET /passkey/generate-register-options',
  ...Object.keys(AUTH_BODIES).map((path) => `POST ${path}`),
];

const MAX_BODY = 64 * 1024;

/** Carries out a request of the sign-in pages. The store's own address for it decides on limits, not what it says. */
export async function handleAuth(request: Request): Promise<Response> {
  const url = new URL(request.url);
  const path = url.pathname.replace(/^\/api\/auth/, '');
  if (!AUTH_PATHS.includes(`${request.method} ${path}`)) return new Response(null, { status: 404 });
  if ([...url.searchParams.values()].some((value) => value.includes('\0'))) return unreadable('the address');
  const schema = request.method === 'POST' ? AUTH_BODIES[path] : undefined;
  // Without exception: better-auth asks this only of requests that bring cookies.
  if (schema && !isOwnPage(request.headers)) {
    const message = 'This request does not come from a page of the console.';
    await recordRefusalOrLog(nobody(request.headers), { permission: 'origin', because: url.pathname });
    return Response.json({ code: 'FORBIDDEN', message }, { status: 403 });
  }
  const sent = schema ? await limitedBody(request, MAX_BODY) : undefined;
  if (sent === null) return new Response(null, { status: 413 });
  const body = schema && readBody(schema, (await sent?.text()) ?? '');
  if (body instanceof Response) return body;
  const headers = new Headers(request.headers);
  headers.delete(ADDRESS_HEADER);
  headers.delete('content-length');
  const address = clientAddress(headers);
  if (address !== undefined) headers.set(ADDRESS_HEADER, address);
  const passed = new Request(request.url, {
    method: request.method,
    headers,
    ...(body !== undefined && { body }),
  });
  const { handler } = await auth();
  return withAuthRequest(headers, () => settleRequest(passed, () => handler(passed)));
}

/** Of one of the console's own addresses: a name that somebody else leads here is none. */
function isOwnPage(headers: Headers): boolean {
  return isSameOrigin(headers) && ownOrigins().includes(headers.get('origin') ?? '');
}

/** The body as JSON of what the path takes, or the refusal of another. */
function readBody(schema: ZodType, text: string): string | Response {
  try {
    return JSON.stringify(parseInput(schema, JSON.parse(text || '{}')));
  } catch (error) {
    if (error instanceof SyntaxError) return unreadable('the body, which is no JSON');
    if (!(error instanceof ServiceError)) throw error;
    const paths = error.extra.problems?.map(({ path }) => path).filter((path) => path !== '') ?? [];
    return unreadable(paths.length > 0 ? paths.join(', ') : 'a key or value of the body');
  }
}

function unreadable(what: string): Response {
  const message = `The sign-in does not take this request: wrong is ${what}. Reload the page and try again.`;
  return Response.json({ code: 'INVALID_INPUT', message }, { status: 422 });
}
