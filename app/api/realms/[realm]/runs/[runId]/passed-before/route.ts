import { jsonRoute } from '@/lib/actions/route';
import { getRun, lastPassedRun } from '@/lib/services/tests/get-run';

/** The last run of the same connection before this one that passed. */
export const GET = jsonRoute<{ realm: string; runId: string }>(
  async (context, _request, { realm, runId }) => {
    const run = await getRun(context, realm, runId);
    return { run: await lastPassedRun(context, realm, run.connId, run.id) };
  },
);
