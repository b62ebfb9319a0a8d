import { draftForIam } from '../../connectors/draft-for-iam';
import { policyFor } from '../../connectors/policy';
import { prisma } from '../../db/prisma';
import { authorise } from '../authorise';
import { findConnection } from '../connections/find-connection';
import { asSpec } from '../connections/stored-spec';
import type { ServiceContext } from '../context';
import type { IamDraftDto } from './iam-candidates';

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
