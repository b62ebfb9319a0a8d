import { jsonRoute } from '@/lib/actions/route';
import { parseListQuery } from '@/lib/listing/list-query';
import { exportLogins } from '@/lib/services/audit/export-logins';

/** The audit's rows as a file, exactly as filtered. */
export const GET = jsonRoute<{ realm: string }>(async (context, request, { realm }) => {
  const params = new URL(request.url).searchParams;
  const format = params.get('format') === 'json' ? 'json' : 'csv';
  const body = await exportLogins(context, realm, parseListQuery(params), format);
  const day = new Date().toISOString().slice(0, 10);
  return new Response(body, {
    headers: {
      'content-type': format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json',
      'content-disposition': `attachment; filename="login-audit-${day}.${format}"`,
      'cache-control': 'no-store',
    },
  });
});
