import 'server-only';
import { randomUUID } from 'node:crypto';
import { authenticate } from '../auth/authenticate';
import { log } from '../log';
import type { ServiceContext } from '../services/context';
import { ERROR_STATUS, errorDto, ServiceError } from '../services/errors';

/**
 * A route handler that answers JSON: finds the acting person by session or token, gives the request an id and maps errors to their
 * status, as server actions do.
 */
export function jsonRoute<Params>(
  handle: (context: ServiceContext, request: Request, params: Params) => Promise<unknown>,
): (request: Request, route: { params: Promise<Params> }) => Promise<Response> {
  return async (request, route) => {
    const requestId = randomUUID();
    try {
      const context = await authenticate(request.headers, { tokens: true, requestId });
      const body = await handle(context, request, await route.params);
      if (body instanceof Response) return body;
      return Response.json(body, { headers: { 'cache-control': 'no-store' } });
    } catch (error) {
      if (!(error instanceof ServiceError))
        log.error({ err: error, requestId, url: request.url }, 'request failed');
      const dto = errorDto(error, requestId);
      return Response.json({ error: dto }, { status: ERROR_STATUS[dto.code] });
    }
  };
}
