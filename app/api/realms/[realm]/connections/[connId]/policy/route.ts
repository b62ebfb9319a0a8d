import { jsonRoute } from '@/lib/actions/route';
import { connectionPolicy } from '@/lib/services/connections/connection-policy';

/** The IAM policy document that a worker needs for a connection. */
export const GET = jsonRoute<{ realm: string; connId: string }>((context, _request, { realm, connId }) =>
  connectionPolicy(context, realm, connId),
);
