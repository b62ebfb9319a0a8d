import { nobody } from '@/lib/auth/nobody';
import { recordRefusalOrLog } from '@/lib/services/audit/record-refusal';
import { metricsText } from '@/lib/services/metrics-text';

export const dynamic = 'force-dynamic';

/** The metrics for a collector that shows the token, or for this machine where none is set. */
export async function GET(request: Request): Promise<Response> {
  const text = await metricsText(request.headers.get('authorization'));
  if (text === undefined) {
    const message = 'The metrics take the token of METRICS_TOKEN.';
    await recordRefusalOrLog(nobody(request.headers), { permission: 'metrics', because: message });
    return Response.json(
      { error: { code: 'UNAUTHENTICATED', message } },
      { status: 401, headers: { 'www-authenticate': 'Bearer', 'cache-control': 'no-store' } },
    );
  }
  return new Response(text.body, {
    headers: { 'content-type': text.contentType, 'cache-control': 'no-store' },
  });
}
