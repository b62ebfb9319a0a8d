import type { Finding } from '../../connectors/finding';
import type { Spec } from '../../connectors/spec';
import type { StageName, StageResult } from '../../connectors/stage';
import type { Outcome } from '../../connectors/test-outcome';
import type { Trace } from '../../resolution/resolution';

/** A test as the browser sees it, while it runs and afterwards. Times are ISO 8601. */
export interface RunDto {
  readonly id: string;
  readonly connId: string;
  readonly draft: boolean;
  /** The version of the spec that was tested; null for a draft. */
  readonly specVersion: number | null;
  readonly state: 'running' | 'finished';
  readonly startedAt: string;
  /** The stages that have ended so far, in order. */
  readonly stages: readonly StageResult[];
  /** The stage that runs now. */
  readonly current: StageName | null;
  readonly result: RunResultDto | null;
}

/** What a finished test came to. */
export interface RunResultDto {
  readonly ok: boolean;
  readonly outcome: Outcome;
  readonly verdict: string;
  readonly failedStage: string | null;
  readonly failedCode: string | null;
  readonly findings: readonly Finding[];
  readonly durationMs: number;
  readonly actor: string;
  /** Where each field of the outcome came from, and its value; null when resolution failed. */
  readonly trace: Trace | null;
  readonly resolved: Spec | null;
}

/** A run as a row of the history. */
export interface RunSummaryDto {
  readonly id: string;
  readonly connId: string;
  readonly draft: boolean;
  readonly specVersion: number | null;
  readonly outcome: Outcome;
  readonly ok: boolean;
  readonly verdict: string;
  readonly failedStage: string | null;
  readonly failedCode: string | null;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly actor: string;
}
