import { type NextRequest, NextResponse } from 'next/server';
import { isKnownAction } from './lib/actions/known-actions';
import { nobody } from './lib/auth/nobody';
import { wrongArguments } from './lib/http/action-arguments';
import { limitedBody } from './lib/http/limited-body';
import { pagePolicy } from './lib/http/page-policy';
import { isSameOrigin } from './lib/http/same-origin';
import { DATA_POLICY } from './lib/http/security-headers.js';
import { HSTS, servedByHttps } from './lib/http/served-by-https';
import { recordRefusalOrLog } from './lib/services/audit/record-refusal';

/** As `serverActions.bodySizeLimit` in next.config.js, by which Next answers as if the server had failed. */
const MOST_BYTES = 1024 * 1024;
const UNKNOWN_ACTION = 'The console has no such action; it may have been updated. Load the page again.';
const DEVELOPMENT = process.env.NODE_ENV === 'development';

/**
 * Gives every page its own Content-Security-Policy, and answers at once what would be refused anyway: requests of other
 * sites (by the action client), bodies that are too large and actions that do not exist (by Next). Only arguments that
 * Next cannot read are refused nowhere else. It decides nothing about who may do what: that is checked where it is done,
 * and without this file every such check answers the same.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    if (!isSameOrigin(request.headers))
      return forbidden(request, 'origin', 'This request does not come from a page of the console.');
    const read = await limitedBody(request, MOST_BYTES);
    if (read === null) return refusal(413, 'What was sent is larger than 1 MB. Nothing was changed.');
    // Not `text()`, which leaves out what may stand before a text: Next reads that, too.
    const body = Buffer.from(await read.arrayBuffer()).toString('utf8');
    const action = request.headers.get('next-action');
    // In development, actions are built when a page first needs them, and Next's own pages send other things.
    if (!DEVELOPMENT && !isKnownAction(action))
      return forbidden(request, 'action', UNKNOWN_ACTION, {
        // What Next answers with as well: its router then tells the page instead of failing on the text.
        'x-nextjs-action-not-found': '1',
      });
    const wrong = action === null ? null : wrongArguments(request.headers.get('content-type'), body);
    if (wrong !== null) return refusal(400, `What was sent ${wrong} Nothing was changed.`);
  }
  const nonce = crypto.randomUUID().replaceAll('-', '');
  const secure = servedByHttps();
  const policy = pagePolicy({ nonce, secure, development: DEVELOPMENT });
  const headers = new Headers(request.headers);
  // Next reads the nonce from the request's policy and puts it on the scripts of its own; layout.tsx reads x-nonce.
  headers.set('content-security-policy', policy);
  headers.set('x-nonce', nonce);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  if (secure) response.headers.set('strict-transport-security', HSTS);
  return response;
}

/** A refusal that leaves an event, as those of the action client do. */
async function forbidden(
  request: NextRequest,
  permission: string,
  message: string,
  headers?: Record<string, string>,
): Promise<NextResponse> {
  await recordRefusalOrLog(nobody(request.headers), { permission, because: message });
  return refusal(403, message, headers);
}

function refusal(status: number, message: string, headers: Record<string, string> = {}): NextResponse {
  return new NextResponse(message, {
    status,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'content-security-policy': DATA_POLICY,
      ...(servedByHttps() && { 'strict-transport-security': HSTS }),
      ...headers,
    },
  });
}

/**
 * Pages only: files of the build are the same for everybody and stay cached, and data has a policy of its own. What is
 * left out is named to its end, since whatever else begins like it is the page of a realm of that name.
 */
export const config = {
  matcher: [
    '/((?!api/(?:activity|auth|realms)(?:/|$)|_next/static/|_next/image$|icon\\.svg$|favicon\\.ico$).*)',
  ],
};
