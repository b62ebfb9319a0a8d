import 'server-only';
import { authenticate } from '../auth/authenticate';
import { log } from '../log';
import { currentRequest, inRequest, requestId } from '../request-scope';
import type { ServiceContext } from '../services/context';
import { databaseRefusal, ERROR_STATUS, errorDto, ServiceError } from '../services/errors';
import { assertSameOrigin } from './same-origin';

/** Methods that change nothing, from wherever they are asked. */
const READS = ['GET', 'HEAD'];

/**
 * A route handler that answers JSON: refuses changes asked for by other sites, finds the acting person by session or
 * token, takes the id of the request and maps errors to their status, as server actions do.
 */
export function jsonRoute<Params>(
  handle: (context: ServiceContext, request: Request, params: Params) => Promise<unknown>,
): (request: Request, route: { params: Promise<Params> }) => Promise<Response> {
  const answer = async (request: Request, route: { params: Promise<Params> }): Promise<Response> => {
    try {
      if (!READS.includes(request.method)) assertSameOrigin(request.headers);
      const context = await authenticate(request.headers, { tokens: true });
      const body = await handle(context, request, await route.params);
      if (body instanceof Response) return body;
      return Response.json(body, { headers: { 'cache-control': 'no-store' } });
    } catch (error) {
      const path = new URL(request.url).pathname;
      if (databaseRefusal(error)) log.warn({ err: error, path }, 'the database failed a request');
      else if (!(error instanceof ServiceError)) log.error({ err: error, path }, 'request failed');
      const dto = errorDto(error, requestId());
      return Response.json({ error: dto }, { status: ERROR_STATUS[dto.code] });
    }
  };
  return (request, route) =>
    inRequest(currentRequest() ?? { requestId: requestId() }, () => answer(request, route));
}
