import { limitedBody } from '../http/limited-body';
import { ServiceError } from '../services/errors';

/**
 * The request with its body read into memory, at most `limit` bytes.
 *
 * @throws {ServiceError} TOO_LARGE
 */
export async function withLimitedBody(request: Request, limit: number): Promise<Response> {
  const body = await limitedBody(request, limit);
  if (body !== null) {
    return new Response(body, { headers: { 'content-type': request.headers.get('content-type') ?? '' } });
  }
  throw new ServiceError('TOO_LARGE', `The files come to more than ${limit / 1024 / 1024} MB.`, {
    hint: 'Nothing was read. Split them, or pack them as a ZIP.',
  });
}
