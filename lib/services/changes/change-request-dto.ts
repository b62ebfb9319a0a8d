import type { Prisma } from '../../db/prisma';
import type { ServiceContext } from '../context';
import { CHANGE_ACTIONS, type ChangeRequestDto, REQUEST_STATES } from './change-dto';

/** The row as a DTO, as the acting person sees it. */
export function toChangeRequestDto(
  row: Omit<Prisma.ChangeRequestGetPayload<object>, 'spec'>,
  context: ServiceContext,
): ChangeRequestDto {
  return {
    id: row.id,
    connId: row.connId,
    action: CHANGE_ACTIONS.find((known) => known === row.action) ?? 'update',
    state: REQUEST_STATES.find((known) => known === row.state) ?? 'open',
    note: row.note,
    requestedBy: row.requestedBy,
    requestedAt: row.requestedAt.toISOString(),
    decidedBy: row.decidedBy,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    decisionNote: row.decisionNote,
    own: row.requestedById === context.actor.id,
  };
}
