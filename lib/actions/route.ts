import 'server-only';
import { authenticate } from '../auth/authenticate';
import { nobody } from '../auth/nobody';
import { currentRequest, inRequest, requestId } from '../request-scope';
import type { ServiceContext } from '../services/context';
import { ERROR_STATUS } from '../services/errors';
import { answerError } from './answer-error';
import { assertOwnPageOrToken } from './same-origin';

/** Methods that change nothing, from wherever they are asked. */
const READS = ['GET', 'HEAD'];

/**
 * A route handler that answers JSON: refuses changes asked for by other sites, finds the acting person by session or
 * token, takes the id of the request and maps errors to their status, as server actions do.
 */
export function jsonRoute<Params extends object>(
  handle: (context: ServiceContext, request: Request, params: Params) => Promise<unknown>,
): (request: Request, route: { params: Promise<Params> }) => Promise<Response> {
  const answer = async (request: Request, route: { params: Promise<Params> }): Promise<Response> => {
    let context: ServiceContext | undefined;
    // Without a part of the address that is filled in there are none at all.
    const params: Params = { ...(await route.params) };
    try {
      if (!READS.includes(request.method)) await assertOwnPageOrToken(request.headers);
      context = await authenticate(request.headers, { tokens: true });
      const body = await handle(context, request, params);
      if (body instanceof Response) return body;
      return Response.json(body, { headers: { 'cache-control': 'no-store' } });
    } catch (error) {
      const dto = await answerError(error, context ?? nobody(request.headers), {
        path: new URL(request.url).pathname,
        ...(context && { realm: Reflect.get(params, 'realm') }),
      });
      return Response.json({ error: dto }, { status: ERROR_STATUS[dto.code] });
    }
  };
  return (request, route) => {
    const act = `${request.method} ${new URL(request.url).pathname}`;
    return inRequest(currentRequest() ?? { requestId: requestId(), act }, () => answer(request, route));
  };
}
