import type { Prisma } from '../../db/prisma';
import type { ErrorDto } from '../errors';

/** Work that has not given a sign of life for so long is over: its process has ended. */
export const SILENT_MS = 30_000;

const WORK_STATES = ['running', 'finished', 'failed', 'interrupted', 'cancelled'] as const;
export type WorkState = (typeof WORK_STATES)[number];

/** The state of a pull or a publication, as the record and the clock tell it. */
export function workState(row: { readonly state: string; readonly beatAt: Date }, now: number): WorkState {
  if (row.state === 'running' && now - row.beatAt.getTime() > SILENT_MS) return 'interrupted';
  return WORK_STATES.find((state) => state === row.state) ?? 'finished';
}

/** A pull as pages see it. Times are ISO 8601. */
export interface PullDto {
  readonly id: string;
  readonly state: WorkState;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly connections: number;
  /** Null: jobs were not read. */
  readonly jobs: number | null;
  /** About how many items there are to read; null: not known. */
  readonly expected: number | null;
  readonly error: ErrorDto | null;
  readonly actor: string;
}

export function toPullDto(row: Prisma.PullGetPayload<object>, now: number): PullDto {
  return {
    id: row.id,
    state: workState(row, now),
    startedAt: row.startedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    connections: row.connections,
    jobs: row.jobs,
    expected: row.expected,
    error: isErrorDto(row.error) ? row.error : null,
    actor: row.actor,
  };
}

function isErrorDto(value: unknown): value is ErrorDto {
  return typeof value === 'object' && value !== null && 'code' in value && 'message' in value;
}
