import { prisma } from '../../db/prisma';
import { authorise } from '../authorise';
import type { ServiceContext } from '../context';
import { type TokenDto, toTokenDto } from './token-dto';

/** A token as the admins of its realm see it. */
export interface RealmTokenDto extends TokenDto {
  /** Whose it is. */
  readonly owner: { readonly name: string; readonly email: string };
}

/** The API tokens that work in a realm now, whosever they are, by owner. @throws {ServiceError} NOT_FOUND, FORBIDDEN */
export async function listRealmTokens(
  context: ServiceContext,
  realmName: string,
): Promise<readonly RealmTokenDto[]> {
  const realm = await authorise(context, 'realm:write', realmName);
  const rows = await prisma().apiToken.findMany({
    where: { realmId: realm.id, revokedAt: null, expiresAt: { gt: new Date() }, user: { disabledAt: null } },
    orderBy: [{ user: { name: 'asc' } }, { createdAt: 'desc' }],
    include: { realm: { select: { name: true } }, user: { select: { name: true, email: true } } },
  });
  return rows.map((row) => ({ ...toTokenDto(row), owner: row.user }));
}
