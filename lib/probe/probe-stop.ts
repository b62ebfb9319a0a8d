import type { ProbeCode } from '../connectors/probe-codes';
import type { Json, ProbeStage, StageResult } from '../connectors/stage';

/** What a stage says besides its code: our own words, never the peer's. */
export interface StopNotes {
  readonly message: string;
  readonly hint: string;
  /** The spec's field the remedy is about. */
  readonly field?: string;
  readonly details?: { readonly [key: string]: Json };
  /** `warning` for a stage that found nothing wrong and only cannot go on; absent: `failed`. */
  readonly state?: 'warning';
  /** `undecided`: the test ends here, but that says nothing about what a worker can do. */
  readonly outcome?: 'failed' | 'undecided' | 'cancelled';
}

/** Thrown by a stage to end the probe; it becomes that stage's result and is never seen outside. */
export class ProbeStop extends Error {
  override readonly name = 'ProbeStop';

  constructor(
    readonly code: ProbeCode,
    readonly notes: StopNotes,
    options?: ErrorOptions,
  ) {
    super(notes.message, options);
  }

  get outcome(): 'failed' | 'undecided' | 'cancelled' {
    return this.notes.outcome ?? 'failed';
  }

  /** The result of the stage that it ended after so many milliseconds. */
  resultOf(stage: ProbeStage, ms: number): StageResult {
    const { outcome: _, state = 'failed', ...notes } = this.notes;
    return { stage, state, ms, code: this.code, ...notes };
  }
}
