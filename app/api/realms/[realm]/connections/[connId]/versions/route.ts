import { z } from 'zod';
import { jsonRoute } from '@/lib/actions/route';
import { listVersions } from '@/lib/services/history/list-versions';
import { parseInput } from '@/lib/services/parse-input';

const queryInput = z.object({ deleted: z.string().optional(), before: z.coerce.number().int().optional() });

/**
 * Saved versions of a connection, newest first; `?deleted=` names one that was deleted by its id, `?before=` asks for those
 * that are older than a version.
 */
export const GET = jsonRoute<{ realm: string; connId: string }>((context, request, { realm, connId }) => {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  return listVersions(context, realm, connId, parseInput(queryInput, query));
});
