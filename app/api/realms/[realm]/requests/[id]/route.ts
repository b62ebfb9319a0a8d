import { jsonRoute } from '@/lib/actions/route';
import { getRequest } from '@/lib/services/changes/get-request';

/** One request with its differences, findings and the last test. */
export const GET = jsonRoute<{ realm: string; id: string }>((context, _request, { realm, id }) =>
  getRequest(context, realm, id),
);
