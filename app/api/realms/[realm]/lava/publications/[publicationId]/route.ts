import { jsonRoute } from '@/lib/actions/route';
import { getPublication } from '@/lib/services/lava/start-publication';

/** A publication: how far it is, and what became of each connection. */
export const GET = jsonRoute<{ realm: string; publicationId: string }>(
  (context, _request, { realm, publicationId }) => getPublication(context, realm, publicationId),
);
