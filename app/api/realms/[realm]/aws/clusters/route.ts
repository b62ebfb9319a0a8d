import { jsonRoute } from '@/lib/actions/route';
import { listClusters } from '@/lib/services/aws-help/list-clusters';

/** The Redshift clusters to choose from. */
export const GET = jsonRoute<{ realm: string }>((context, _request, { realm }) =>
  listClusters(context, realm),
);
