/** A file that is sent part by part, as `NAME-DAY.FORMAT`. */
export async function download(
  parts: Promise<AsyncGenerator<string>>,
  name: string,
  format: 'csv' | 'json',
): Promise<Response> {
  const source = await parts;
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await source.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await source.return(undefined);
    },
  });
  const day = new Date().toISOString().slice(0, 10);
  return new Response(body, {
    headers: {
      'content-type': format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json',
      'content-disposition': `attachment; filename="${name}-${day}.${format}"`,
      'cache-control': 'no-store',
    },
  });
}
