import { ServiceError } from '../services/errors';

/**
 * The request with its body read into memory, at most `limit` bytes: reading ends as soon as it is larger, whatever
 * the request says of its length.
 *
 * @throws {ServiceError} TOO_LARGE
 */
export async function withLimitedBody(request: Request, limit: number): Promise<Response> {
  const tooLarge = () =>
    new ServiceError('TOO_LARGE', `The files come to more than ${limit / 1024 / 1024} MB.`, {
      hint: 'Nothing was read. Split them, or pack them as a ZIP.',
    });
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  const reader = request.body?.getReader();
  for (let next = await reader?.read(); next?.value; next = await reader?.read()) {
    length += next.value.length;
    if (length > limit) {
      await reader?.cancel();
      throw tooLarge();
    }
    chunks.push(next.value);
  }
  return new Response(new Blob(chunks), {
    headers: { 'content-type': request.headers.get('content-type') ?? '' },
  });
}
