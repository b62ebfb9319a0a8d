import { jsonRoute } from '@/lib/actions/route';
import { parseEventPlace } from '@/lib/listing/event-place';
import { parseEventQuery } from '@/lib/listing/event-query';
import { listEvents } from '@/lib/services/activity/list-events';

/** Audit events of the whole console, as filtered: a page, or what is newer. */
export const GET = jsonRoute<object>((context, request) => {
  const params = new URL(request.url).searchParams;
  return listEvents(context, null, parseEventQuery(params), parseEventPlace(params));
});
