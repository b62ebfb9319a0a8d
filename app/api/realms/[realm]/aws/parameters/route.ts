import { jsonRoute } from '@/lib/actions/route';
import { listParameters } from '@/lib/services/aws-help/list-parameters';

/** The names of the realm’s SSM parameters. */
export const GET = jsonRoute<{ realm: string }>((context, _request, { realm }) =>
  listParameters(context, realm),
);
