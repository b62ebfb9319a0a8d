import { jsonRoute } from '@/lib/actions/route';
import { listCredentials } from '@/lib/services/credentials/list-credentials';

/** What can expire or grow old in the realm. */
export const GET = jsonRoute<{ realm: string }>((context, _request, { realm }) =>
  listCredentials(context, realm),
);
