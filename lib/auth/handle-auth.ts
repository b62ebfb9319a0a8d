import { limitedBody } from '../http/limited-body';
import { recordRefusal } from '../services/audit/record-refusal';
import { ADDRESS_HEADER, auth } from './auth';
import { withAuthRequest } from './auth-request';
import { clientAddress } from './client-address';
import { nobody } from './nobody';
import { ownOrigins } from './public-address';
import { settleRequest } from './settle-request';

/** What the pages use of better-auth. Everything else it offers stays closed. */
export const AUTH_PATHS = [
  'GET /callback/oidc',
  'GET /error',
  'POST /change-password',
  'GET /passkey/generate-authenticate-options',
  'GET /passkey/generate-register-options',
  'POST /passkey/delete-passkey',
  'POST /passkey/verify-authentication',
  'POST /passkey/verify-registration',
  'POST /sandbox/sign-in',
  'POST /sign-in/email',
  'POST /sign-in/social',
  'POST /sign-out',
  'POST /two-factor/disable',
  'POST /two-factor/enable',
  'POST /two-factor/generate-backup-codes',
  'POST /two-factor/verify-backup-code',
  'POST /two-factor/verify-totp',
];

const MAX_BODY = 64 * 1024;

/** Carries out a request of the sign-in pages. The store's own address for it decides on limits, not what it says. */
export async function handleAuth(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (!AUTH_PATHS.includes(`${request.method} ${pathname.replace(/^\/api\/auth/, '')}`)) {
    return new Response(null, { status: 404 });
  }
  // Without exception: better-auth asks this only of requests that bring cookies.
  if (request.method === 'POST' && !ownOrigins().includes(request.headers.get('origin') ?? '')) {
    const message = 'This request does not come from a page of the console.';
    await recordRefusal(nobody(request.headers), { permission: 'origin', because: pathname });
    return Response.json({ code: 'FORBIDDEN', message }, { status: 403 });
  }
  const body = request.method === 'POST' ? await limitedBody(request, MAX_BODY) : undefined;
  if (body === null) return new Response(null, { status: 413 });
  const headers = new Headers(request.headers);
  headers.delete(ADDRESS_HEADER);
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
