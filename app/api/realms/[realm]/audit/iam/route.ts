import { jsonRoute } from '@/lib/actions/route';
import { listIamCandidates } from '@/lib/services/audit/list-iam-candidates';

/** The connections that could use IAM instead of their SSM password. */
export const GET = jsonRoute<{ realm: string }>((context, _request, { realm }) =>
  listIamCandidates(context, realm),
);
