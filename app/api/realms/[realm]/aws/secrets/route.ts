import { jsonRoute } from '@/lib/actions/route';
import { listSecrets } from '@/lib/services/aws-help/list-secrets';

/** The names of the realm’s secrets. */
export const GET = jsonRoute<{ realm: string }>((context, _request, { realm }) =>
  listSecrets(context, realm),
);
