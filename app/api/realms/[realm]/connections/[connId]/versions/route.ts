import { jsonRoute } from '@/lib/actions/route';
import { listVersions } from '@/lib/services/history/list-versions';

/** The saved versions of a connection, newest first. */
export const GET = jsonRoute<{ realm: string; connId: string }>((context, _request, { realm, connId }) =>
  listVersions(context, realm, connId),
);
