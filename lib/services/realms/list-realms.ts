import { prisma } from '../../db/prisma';
import type { ServiceContext } from '../context';
import { type RealmDto, toRealmDto } from './realm-dto';

/** The realms in which the actor has a role, by name. */
export async function listRealms(context: ServiceContext): Promise<readonly RealmDto[]> {
  const rows = await prisma().realm.findMany({
    orderBy: { name: 'asc' },
    include: { _count: { select: { connections: true } } },
  });
  return rows
    .filter((row) => context.actor.roleIn(row.name) !== null)
    .map(({ _count, ...row }) => toRealmDto(row, _count.connections));
}
