import type { Finding } from './finding';
import type { StageResult } from './stage';

/**
 * How a connection test ended. `passed`: a worker would connect. `warning`: it would, but something matters
 * (disabled, not what was expected). `undecided`: beyond what this test can tell.
 */
export type Outcome = 'passed' | 'warning' | 'failed' | 'undecided' | 'cancelled';

/** The product of a connection test: data, also when a stage failed. */
export interface TestOutcome {
  readonly connId: string | null;
  /** Whether a lava worker could use the connection as it is. */
  readonly ok: boolean;
  readonly outcome: Outcome;
  /** One sentence, e.g. "A lava worker would connect as IAM:etl, encrypted, certificate not checked." */
  readonly verdict: string;
  /** Every stage in order, those not reached as `not-run`. */
  readonly stages: readonly StageResult[];
  readonly findings: readonly Finding[];
}
