import { jsonRoute } from '@/lib/actions/route';
import { listRuns } from '@/lib/services/tests/get-run';

/** The newest runs of a connection. */
export const GET = jsonRoute<{ realm: string; connId: string }>((context, _request, { realm, connId }) =>
  listRuns(context, realm, connId),
);
