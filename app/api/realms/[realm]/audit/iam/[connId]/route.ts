import { jsonRoute } from '@/lib/actions/route';
import { getIamDraft } from '@/lib/services/audit/get-iam-draft';

/** The draft that moves one connection to IAM. */
export const GET = jsonRoute<{ realm: string; connId: string }>((context, request, { realm, connId }) => {
  const clusterId = new URL(request.url).searchParams.get('cluster');
  return getIamDraft(context, {
    realm,
    connId,
    ...(clusterId && { clusterId }),
  });
});
