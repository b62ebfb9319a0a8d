import { jsonRoute } from '@/lib/actions/route';
import { listDeleted } from '@/lib/services/history/list-deleted';

/** What can be restored in a realm. */
export const GET = jsonRoute<{ realm: string }>((context, _request, { realm }) =>
  listDeleted(context, realm),
);
