import { jsonRoute } from '@/lib/actions/route';
import { latestPublication } from '@/lib/services/lava/latest-publication';

/** The newest publication in numbers, whoever began it. */
export const GET = jsonRoute<{ realm: string }>((context, _request, { realm }) =>
  latestPublication(context, realm),
);
