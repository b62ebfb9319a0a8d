import { prisma } from '../../db/prisma';
import { authorise } from '../authorise';
import type { ServiceContext } from '../context';
import { type RealmDto, toRealmDto } from './realm-dto';

/** One realm. @throws {ServiceError} NOT_FOUND */
export async function getRealm(context: ServiceContext, name: string): Promise<RealmDto> {
  const realm = await authorise(context, 'connection:read', name);
  return toRealmDto(realm, await prisma().connection.count({ where: { realmId: realm.id } }));
}
