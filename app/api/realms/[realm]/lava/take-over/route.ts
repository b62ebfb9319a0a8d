import { jsonRoute } from '@/lib/actions/route';
import { previewTakeOver } from '@/lib/services/lava/preview-take-over';

/** What taking over would delete or disable here: of the connections named `id`, or of all that are safe to take. */
export const GET = jsonRoute<{ realm: string }>((context, request, { realm }) =>
  previewTakeOver(context, realm, new URL(request.url).searchParams.getAll('id')),
);
