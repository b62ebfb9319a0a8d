import { PROBE_STAGES, type ProbeStage, type StageEvent, type StageResult } from '../connectors/stage';
import type { ProbeContext } from './probe-context';
import { ProbeStop } from './probe-stop';
import type { Step } from './step';
import type { Patience } from './within';

/** Keeps the books of one probe: the time left, and the stages so far. */
export class ProbeRun {
  readonly stages: StageResult[] = [];
  readonly #context: ProbeContext;
  readonly #endsAt: number;

  constructor(context: ProbeContext) {
    this.#context = context;
    this.#endsAt = context.now() + context.limits.totalMs;
  }

  /** What is left for a stage that may take `ms` milliseconds at most. */
  patience(ms = Number.POSITIVE_INFINITY): Patience {
    return { ms: Math.min(ms, this.#endsAt - this.#context.now()), signal: this.#context.signal };
  }

  /** Runs one stage and tells of it. Returns what it hands on; rethrows the `ProbeStop` that ends the probe. */
  async *stage<T>(stage: ProbeStage, work: () => Step<T> | Promise<Step<T>>): AsyncGenerator<StageEvent, T> {
    yield { kind: 'started', stage };
    const startedAt = this.#context.now();
    try {
      const { value, message, warning, details } = await work();
      yield this.#finish({
        stage,
        state: warning ? 'warning' : 'passed',
        ms: this.#context.now() - startedAt,
        message,
        ...warning,
        ...(details && { details }),
      });
      return value;
    } catch (error) {
      if (error instanceof ProbeStop) {
        yield this.#finish(error.resultOf(stage, this.#context.now() - startedAt));
      }
      throw error;
    }
  }

  /** Tells of the stages that were not reached. */
  *notReached(): Generator<StageEvent> {
    for (const stage of PROBE_STAGES.slice(this.stages.length)) {
      yield this.#finish({ stage, state: 'not-run', ms: 0 });
    }
  }

  #finish(result: StageResult): StageEvent {
    this.stages.push(result);
    return { kind: 'finished', result };
  }
}
