import { jsonRoute } from '@/lib/actions/route';
import { threeWay } from '@/lib/services/lava/three-way';

/** One connection as both sides last agreed on it, as it is there and as it is here. */
export const GET = jsonRoute<{ realm: string; connId: string }>((context, _request, { realm, connId }) =>
  threeWay(context, realm, connId),
);
