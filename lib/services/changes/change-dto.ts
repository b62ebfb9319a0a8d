import type { Finding } from '../../connectors/finding';
import type { FieldChange } from '../../connectors/spec-diff';
import type { ThreeWayDto } from '../lava/three-way';
import type { RunSummaryDto } from '../tests/run-dto';

export const CHANGE_ACTIONS = ['create', 'update', 'delete', 'restore', 'publish'] as const;
export type ChangeAction = (typeof CHANGE_ACTIONS)[number];

export const REQUEST_STATES = ['open', 'approved', 'refused', 'withdrawn'] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

/** A change that waits, or waited, for another editor. Times are ISO 8601. */
export interface ChangeRequestDto {
  readonly id: string;
  readonly connId: string;
  readonly action: ChangeAction;
  readonly state: RequestState;
  /** Why, in the words of who asked. */
  readonly note: string | null;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly decisionNote: string | null;
  /** The acting person asked for it. */
  readonly own: boolean;
}

/** The requests of a realm: all that are open, and the newest of those that were decided. */
export interface ChangeRequestsDto {
  readonly fourEyes: boolean;
  readonly open: readonly ChangeRequestDto[];
  readonly decided: readonly ChangeRequestDto[];
}

/** One request with what speaks for and against it. */
export interface ChangeRequestDetail extends ChangeRequestDto {
  /** Why it can no longer be approved, since what it started from has changed; null: it has not. */
  readonly stale: string | null;
  /** Why it can no longer be approved, since who asked may not ask for it any more; null: they may. */
  readonly barred: string | null;
  /** The fields that it changes in what is stored now; of a decided one nothing, since that has moved on. */
  readonly changes: readonly FieldChange[];
  /** The spec that is asked for; null: a deletion. Passwords among its values are left out. */
  readonly spec: Readonly<Record<string, unknown>> | null;
  readonly findings: readonly Finding[];
  /** The newest test of exactly the spec that is asked for; null: it was not tested like that. */
  readonly lastRun: RunSummaryDto | null;
  /** The version that is stored now; null: none. */
  readonly version: number | null;
  /** Of a publication: both sides as they are now. */
  readonly sides: ThreeWayDto | null;
}
