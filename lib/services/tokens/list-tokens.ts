import { prisma } from '../../db/prisma';
import type { ServiceContext } from '../context';
import { assertPerson } from './assert-person';
import { type TokenDto, toTokenDto } from './token-dto';

/** One's own API tokens, the newest first; revoked and expired ones for 30 days. @throws {ServiceError} FORBIDDEN */
export async function listTokens(context: ServiceContext): Promise<readonly TokenDto[]> {
  assertPerson(context);
  const recently = new Date(Date.now() - 30 * 86_400_000);
  const rows = await prisma().apiToken.findMany({
    where: {
      userId: context.actor.id,
      expiresAt: { gt: recently },
      OR: [{ revokedAt: null }, { revokedAt: { gt: recently } }],
    },
    orderBy: { createdAt: 'desc' },
    include: { realm: { select: { name: true } } },
  });
  return rows.map(toTokenDto);
}
