import { prisma } from '../../db/prisma';
import { authorise } from '../authorise';
import type { ServiceContext } from '../context';
import type { ChangeRequestsDto } from './change-dto';
import { toChangeRequestDto } from './change-request-dto';

const MOST_OPEN = 1_000;
const MOST_DECIDED = 50;

/** The requests of a realm, newest first. @throws {ServiceError} NOT_FOUND */
export async function listRequests(context: ServiceContext, realmName: string): Promise<ChangeRequestsDto> {
  const realm = await authorise(context, 'connection:read', realmName);
  const newest = (state: string | { not: string }, take: number) =>
    prisma().changeRequest.findMany({
      where: { realmId: realm.id, state },
      omit: { spec: true },
      orderBy: { requestedAt: 'desc' },
      take,
    });
  const [open, decided] = await Promise.all([
    newest('open', MOST_OPEN),
    newest({ not: 'open' }, MOST_DECIDED),
  ]);
  return {
    fourEyes: realm.fourEyes,
    open: open.map((row) => toChangeRequestDto(row, context)),
    decided: decided.map((row) => toChangeRequestDto(row, context)),
  };
}
