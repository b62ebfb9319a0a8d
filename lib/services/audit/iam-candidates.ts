import { draftForIam, type IamDraft } from '../../connectors/draft-for-iam';
import { type Policy, policyFor } from '../../connectors/policy';
import { type Prisma, prisma } from '../../db/prisma';
import { authorise } from '../authorise';
import { findConnection } from '../connections/find-connection';
import { asSpec } from '../connections/stored-spec';
import type { ServiceContext } from '../context';

/** A connection that could move from its SSM password to IAM, and whether it can as it is. */
export interface IamCandidate {
  readonly connId: string;
  readonly enabled: boolean;
  readonly user: string | null;
  readonly host: string | null;
  readonly owner: string | null;
  readonly state: IamDraft['state'];
  /** What stands in the way, where something does. */
  readonly obstacle: string | null;
}

/** The draft for one connection, and what it takes besides. */
export interface IamDraftDto {
  readonly connId: string;
  /** The stored version that the draft changes. */
  readonly version: number;
  readonly result: IamDraft;
  /** The permissions that the draft needs; null without a draft. */
  readonly policy: Policy | null;
}

/** So many are shown at once: the first move on before the next come into view. */
const MAX_CANDIDATES = 500;

type RealmRow = Prisma.RealmGetPayload<object>;

/** What is a candidate, in columns: `isIamCandidate` of a spec. */
function candidates(realm: RealmRow) {
  return { realmId: realm.id, loginMethod: 'ssm', dialect: 'redshift' } as const;
}

/** How many connections could use IAM instead of their SSM password. @throws {ServiceError} NOT_FOUND */
export async function countIamCandidates(context: ServiceContext, realmName: string): Promise<number> {
  const realm = await authorise(context, 'connection:read', realmName);
  return prisma().connection.count({ where: candidates(realm) });
}

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
  const where = candidates(realm);
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

/**
 * The draft that moves one connection to IAM. `clusterId` names the cluster where the host does not tell it.
 *
 * @throws {ServiceError} NOT_FOUND
 */
export async function getIamDraft(
  context: ServiceContext,
  input: { readonly realm: string; readonly connId: string; readonly clusterId?: string },
): Promise<IamDraftDto> {
  const realm = await authorise(context, 'connection:read', input.realm);
  const { connId, version, spec } = await findConnection(prisma(), realm, input.connId);
  const { clusterId } = input;
  const result = draftForIam(asSpec(spec), { realm, ...(clusterId !== undefined && { clusterId }) });
  const { name, account, region, kmsAlias } = realm;
  const policy =
    result.state === 'ready' ? policyFor(result.draft, { realm: name, account, region, kmsAlias }) : null;
  return { connId, version, result, policy };
}

function obstacleOf(draft: IamDraft): string | null {
  if (draft.state === 'ready') return null;
  if (draft.state === 'needs-cluster') return 'The host does not tell which cluster it is.';
  return draft.obstacles.map(({ field, message }) => `\`${field}\`: ${message}`).join(' ');
}
