import { jsonRoute } from '@/lib/actions/route';
import { listFacets } from '@/lib/services/connections/list-connections';

/** The values that filters can take, with their counts. */
export const GET = jsonRoute<{ realm: string }>((context, _request, { realm }) => listFacets(context, realm));
