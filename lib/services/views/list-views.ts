import { prisma } from '../../db/prisma';
import { authorise } from '../authorise';
import type { ServiceContext } from '../context';
import type { ViewDto } from './view-dto';

/** The acting person's saved views of a realm's list, by name. @throws {ServiceError} NOT_FOUND */
export async function listViews(context: ServiceContext, realmName: string): Promise<readonly ViewDto[]> {
  const realm = await authorise(context, 'connection:read', realmName);
  return prisma().savedView.findMany({
    where: { realmId: realm.id, actor: context.actor.id },
    select: { name: true, query: true },
    orderBy: { name: 'asc' },
  });
}
