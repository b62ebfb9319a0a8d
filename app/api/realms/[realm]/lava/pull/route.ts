import { jsonRoute } from '@/lib/actions/route';
import { latestPull } from '@/lib/services/lava/start-pull';

/** The newest pull, how far it is, and the newest that is whole. */
export const GET = jsonRoute<{ realm: string }>((context, _request, { realm }) => latestPull(context, realm));
