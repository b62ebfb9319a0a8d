import { type PolicyDocument, policyDocument, policyFor } from '../../connectors/policy';
import { prisma } from '../../db/prisma';
import { authorise } from '../authorise';
import type { ServiceContext } from '../context';
import { findConnection } from './find-connection';
import { asSpec } from './stored-spec';

/** The IAM policy document that a worker needs for a connection. @throws {ServiceError} NOT_FOUND */
export async function connectionPolicy(
  context: ServiceContext,
  realmName: string,
  connId: string,
): Promise<PolicyDocument> {
  const realm = await authorise(context, 'connection:read', realmName);
  const { spec } = await findConnection(prisma(), realm, connId);
  const { name, account, region, kmsAlias } = realm;
  return policyDocument(policyFor(asSpec(spec), { realm: name, account, region, kmsAlias }));
}
