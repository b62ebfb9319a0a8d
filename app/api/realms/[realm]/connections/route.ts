import { jsonRoute } from '@/lib/actions/route';
import { parseListQuery } from '@/lib/listing/list-query';
import { listConnections } from '@/lib/services/connections/list-connections';

/** One page of the list, as the address says. */
export const GET = jsonRoute<{ realm: string }>((context, request, { realm }) =>
  listConnections(context, realm, parseListQuery(new URL(request.url).searchParams)),
);
