import { draftForIam, type IamDraft } from '../../connectors/draft-for-iam';
import { prisma } from '../../db/prisma';
import { authorise } from '../authorise';
import { asSpec } from '../connections/stored-spec';
import type { ServiceContext } from '../context';
import { type IamCandidate, iamCandidatesOf } from './iam-candidates';

/** So many are shown at once: these move on before others come into view. */
const MAX_CANDIDATES = 500;

/**
 * The connections that could use IAM instead of their SSM password, enabled ones first.
 *
 * @throws {ServiceError} NOT_FOUND
 */
export async function listIamCandidates(
  context: ServiceContext,
  realmName: string,
): Promise<{ readonly candidates: readonly IamCandidate[]; readonly total: number }> {
  const realm = await authorise(context, 'connection:read', realmName);
  const where = iamCandidatesOf(realm.id);
  const [total, rows] = await Promise.all([
    prisma().connection.count({ where }),
    prisma().connection.findMany({
      where,
      orderBy: [{ enabled: 'desc' }, { connId: 'asc' }],
      take: MAX_CANDIDATES,
    }),
  ]);
  return {
    total,
    candidates: rows.map(({ connId, enabled, user, host, owner, spec }) => {
      const draft = draftForIam(asSpec(spec), { realm });
      return { connId, enabled, user, host, owner, state: draft.state, obstacle: obstacleOf(draft) };
    }),
  };
}

function obstacleOf(draft: IamDraft): string | null {
  if (draft.state === 'ready') return null;
  if (draft.state === 'needs-cluster') return 'The host does not tell which cluster it is.';
  return draft.obstacles.map(({ field, message }) => `\`${field}\`: ${message}`).join(' ');
}
