import { jsonRoute } from '@/lib/actions/route';
import { listVersions } from '@/lib/services/history/list-versions';

/** The saved versions of a connection, newest first; `?deleted=` names one that was deleted by its id. */
export const GET = jsonRoute<{ realm: string; connId: string }>((context, request, { realm, connId }) =>
  listVersions(context, realm, connId, new URL(request.url).searchParams.get('deleted') ?? undefined),
);
