import { download } from '@/lib/actions/download';
import { jsonRoute } from '@/lib/actions/route';
import { parseEventQuery } from '@/lib/listing/event-query';
import { exportEvents } from '@/lib/services/activity/export-events';

/** Audit events of a realm as a file, exactly as filtered. */
export const GET = jsonRoute<{ realm: string }>((context, request, { realm }) => {
  const params = new URL(request.url).searchParams;
  const format = params.get('format') === 'json' ? 'json' : 'csv';
  return download(exportEvents(context, realm, parseEventQuery(params), format), 'activity', format);
});
