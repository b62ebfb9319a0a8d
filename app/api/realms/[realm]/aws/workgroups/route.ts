import { jsonRoute } from '@/lib/actions/route';
import { listWorkgroups } from '@/lib/services/aws-help/list-workgroups';

/** The workgroups of Redshift Serverless to choose from. */
export const GET = jsonRoute<{ realm: string }>((context, _request, { realm }) =>
  listWorkgroups(context, realm),
);
