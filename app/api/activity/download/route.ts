import { download } from '@/lib/actions/download';
import { jsonRoute } from '@/lib/actions/route';
import { parseEventQuery } from '@/lib/listing/event-query';
import { exportEvents } from '@/lib/services/activity/export-events';

/** Audit events of the whole console as a file, exactly as filtered. */
export const GET = jsonRoute<object>((context, request) => {
  const params = new URL(request.url).searchParams;
  const format = params.get('format') === 'json' ? 'json' : 'csv';
  return download(exportEvents(context, null, parseEventQuery(params), format), 'activity', format);
});
