import { jsonRoute } from '@/lib/actions/route';
import { getProgress } from '@/lib/services/progress/get-progress';

/** How far the work with this id is; null when it has not begun or is over. */
export const GET = jsonRoute<{ realm: string; id: string }>((context, _request, { realm, id }) =>
  getProgress(context, realm, id),
);
