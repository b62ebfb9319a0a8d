/**
 * The body of a request, read into memory; null when it is larger than `limit` bytes. Reading ends as soon as it is,
 * whatever the request says of its length.
 */
export async function limitedBody(request: Request, limit: number): Promise<Blob | null> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) return null;
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  const reader = request.body?.getReader();
  for (let next = await reader?.read(); next?.value; next = await reader?.read()) {
    length += next.value.length;
    if (length > limit) {
      await reader?.cancel();
      return null;
    }
    chunks.push(next.value);
  }
  return new Blob(chunks);
}
