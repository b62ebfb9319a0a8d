import { jsonRoute } from '@/lib/actions/route';
import { listRequests } from '@/lib/services/changes/list-requests';

/** The changes that wait for approval, and the newest that were decided. */
export const GET = jsonRoute<{ realm: string }>((context, _request, { realm }) =>
  listRequests(context, realm),
);
