import { prisma } from '../../db/prisma';
import { authorise } from '../authorise';
import type { ServiceContext } from '../context';
import { type PublicationSummaryDto, summaryOf, toPublicationDto } from './publication-dto';

/**
 * The newest publication of a realm, whoever began it: running, interrupted or over, and how much of it is left.
 *
 * @throws {ServiceError} NOT_FOUND, FORBIDDEN
 */
export async function latestPublication(
  context: ServiceContext,
  realmName: string,
): Promise<{ readonly latest: PublicationSummaryDto | null }> {
  const realm = await authorise(context, 'connection:read', realmName);
  const row = await prisma().publication.findFirst({
    where: { realmId: realm.id },
    orderBy: { startedAt: 'desc' },
    include: { items: true },
  });
  return { latest: row && summaryOf(toPublicationDto(row, Date.now())) };
}
