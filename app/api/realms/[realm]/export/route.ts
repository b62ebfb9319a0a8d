import { jsonRoute } from '@/lib/actions/route';
import { parseListQuery } from '@/lib/listing/list-query';
import { exportConnections } from '@/lib/services/transfer/export-connections';

/** The connections as a file, exactly as filtered. */
export const GET = jsonRoute<{ realm: string }>(async (context, request, { realm }) => {
  const params = new URL(request.url).searchParams;
  const format = params.get('format') ?? 'json';
  const { bytes, contentType, extension } = await exportConnections(
    context,
    realm,
    parseListQuery(params),
    format,
  );
  const day = new Date().toISOString().slice(0, 10);
  const name = `connections-${realm.replace(/[^\w-]/g, '_')}-${day}.${extension}`;
  return new Response(bytes, {
    headers: {
      'content-type': contentType,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  });
});
