import { metricsText } from '@/lib/services/metrics-text';

export const dynamic = 'force-dynamic';

/** The metrics for a collector that shows the token, or for this machine where none is set. */
export async function GET(request: Request): Promise<Response> {
  const text = await metricsText(request.headers.get('authorization'));
  if (text === undefined) {
    return Response.json(
      { error: { code: 'UNAUTHENTICATED', message: 'The metrics take the token of METRICS_TOKEN.' } },
      { status: 401, headers: { 'www-authenticate': 'Bearer', 'cache-control': 'no-store' } },
    );
  }
  return new Response(text.body, {
    headers: { 'content-type': text.contentType, 'cache-control': 'no-store' },
  });
}
