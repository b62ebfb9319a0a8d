import { jsonRoute } from '@/lib/actions/route';
import { quickFigures } from '@/lib/services/connections/quick-figures';

/** How many connections each quick filter would show. */
export const GET = jsonRoute<{ realm: string }>((context, _request, { realm }) =>
  quickFigures(context, realm),
);
