import { jsonRoute } from '@/lib/actions/route';
import { getRun } from '@/lib/services/tests/get-run';

/** A test, while it runs and afterwards. */
export const GET = jsonRoute<{ realm: string; runId: string }>((context, _request, { realm, runId }) =>
  getRun(context, realm, runId),
);
