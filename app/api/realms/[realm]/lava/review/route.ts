import { jsonRoute } from '@/lib/actions/route';
import { reviewPublication } from '@/lib/services/lava/review-publication';

/** What publishing would write: `id` once for every connection, or none for everything that can be published. */
export const GET = jsonRoute<{ realm: string }>((context, request, { realm }) =>
  reviewPublication(context, realm, new URL(request.url).searchParams.getAll('id')),
);
