import 'server-only';
import { randomUUID } from 'node:crypto';
import { currentActor } from '../auth/current-actor';
import { log } from '../log';
import type { ServiceContext } from '../services/context';
import { ERROR_STATUS, errorDto, ServiceError } from '../services/errors';
import { assertSameOrigin } from './same-origin';

/** Methods that change nothing, from wherever they are asked. */
const READS = ['GET', 'HEAD'];

/**
 * A route handler that answers JSON: refuses changes asked for by other sites, finds the acting person, gives the request an id and maps errors to their
 * status, as server actions do.
 */
export function jsonRoute<Params>(
  handle: (context: ServiceContext, request: Request, params: Params) => Promise<unknown>,
): (request: Request, route: { params: Promise<Params> }) => Promise<Response> {
  return async (request, route) => {
    const requestId = randomUUID();
    try {
      if (!READS.includes(request.method)) assertSameOrigin(request.headers);
      const context = { actor: await currentActor(), requestId };
      const body = await handle(context, request, await route.params);
      if (body instanceof Response) return body;
      return Response.json(body, { headers: { 'cache-control': 'no-store' } });
    } catch (error) {
      if (!(error instanceof ServiceError))
        log.error({ err: error, requestId, url: request.url }, 'request failed');
      const dto = errorDto(error, requestId);
      const headers = { ...(dto.retryAfter !== undefined && { 'retry-after': String(dto.retryAfter) }) };
      return Response.json({ error: dto }, { status: ERROR_STATUS[dto.code], headers });
    }
  };
}
