import { prisma } from '../../db/prisma';
import { authorise } from '../authorise';
import type { ServiceContext } from '../context';
import { iamCandidatesOf } from './iam-candidates';

/** How many connections could use IAM instead of their SSM password. @throws {ServiceError} NOT_FOUND */
export async function countIamCandidates(context: ServiceContext, realmName: string): Promise<number> {
  const realm = await authorise(context, 'connection:read', realmName);
  return prisma().connection.count({ where: iamCandidatesOf(realm.id) });
}
