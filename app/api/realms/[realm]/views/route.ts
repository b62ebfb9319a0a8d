import { jsonRoute } from '@/lib/actions/route';
import { listViews } from '@/lib/services/views/list-views';

/** The reader's saved views of the list. */
export const GET = jsonRoute<{ realm: string }>((context, _request, { realm }) => listViews(context, realm));
