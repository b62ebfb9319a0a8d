import type { Prisma } from '../../db/prisma';
import { type WorkState, workState } from './pull-state';

export type PublishAction = 'create' | 'update' | 'delete';
export type PublishState = 'waiting' | 'done' | 'conflict' | 'refused' | 'failed';

/** What became of one connection. */
export interface PublishedItemDto {
  readonly connId: string;
  readonly action: PublishAction;
  readonly state: PublishState;
  readonly code: string | null;
  readonly message: string | null;
  readonly hint: string | null;
}

/** A publication as pages see it. Times are ISO 8601. */
export interface PublicationDto {
  readonly id: string;
  readonly state: WorkState;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly actor: string;
  readonly items: readonly PublishedItemDto[];
}

/** A publication in numbers. */
export interface PublicationSummaryDto extends Omit<PublicationDto, 'items'> {
  readonly total: number;
  readonly done: number;
  /** Failed, or without its turn yet: can be tried again as it was reviewed. */
  readonly left: number;
  /** Refused or in conflict: has to be looked at again first. */
  readonly toReview: number;
}

export function summaryOf({ items, ...publication }: PublicationDto): PublicationSummaryDto {
  const count = (...states: PublishState[]) => items.filter(({ state }) => states.includes(state)).length;
  return {
    ...publication,
    total: items.length,
    done: count('done'),
    left: count('failed', 'waiting'),
    toReview: count('conflict', 'refused'),
  };
}

type Row = Prisma.PublicationGetPayload<{ include: { items: true } }>;

export function toPublicationDto(row: Row, now: number): PublicationDto {
  return {
    id: row.id,
    state: workState(row, now),
    startedAt: row.startedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    actor: row.actor,
    items: [...row.items]
      .sort((one, other) => one.position - other.position)
      .map(({ connId, action, state, code, message, hint }) => ({
        connId,
        action: ACTIONS.find((known) => known === action) ?? 'update',
        state: STATES.find((known) => known === state) ?? 'failed',
        code,
        message,
        hint,
      })),
  };
}

const ACTIONS: readonly PublishAction[] = ['create', 'update', 'delete'];
const STATES: readonly PublishState[] = ['waiting', 'done', 'conflict', 'refused', 'failed'];
