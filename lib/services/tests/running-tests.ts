import type { StageName, StageResult } from '../../connectors/stage';
import { ServiceError } from '../errors';
import { assertMayRun } from './at-once';

/** How long a finished test stays readable here; afterwards it is read from the database. */
const KEEP_FINISHED_MS = 60_000;

/** A test while it runs: what the browser polls. */
export interface RunningTest {
  readonly id: string;
  readonly realmId: string;
  readonly connId: string;
  readonly draft: boolean;
  readonly startedAt: string;
  readonly finished: StageResult[];
  current?: StageName;
  done: boolean;
  /** Set when the run itself failed, for instance because it could not be stored. */
  failure?: string;
  readonly cancel: AbortController;
}

/** What is known of a test when it begins. */
export type BegunTest = Pick<RunningTest, 'id' | 'realmId' | 'connId' | 'draft' | 'startedAt'>;

/**
 * The tests of this process, with their stages. The limits hold for all processes by their places in the store
 * (`test-places.ts`); here they are looked at first, so that the many presses of one button do not all go there.
 */
export class RunningTests {
  readonly #tests = new Map<string, RunningTest>();

  #closed = false;

  /** Takes a place. @throws {ServiceError} TOO_MANY, UNAVAILABLE when the server is stopping */
  begin(test: BegunTest): RunningTest {
    if (this.#closed) {
      throw new ServiceError('UNAVAILABLE', 'The server is stopping; no test begins any more.', {
        hint: 'Test again once it is back.',
      });
    }
    assertMayRun(
      test,
      [...this.#tests.values()].filter((other) => !other.done),
    );
    const begun: RunningTest = { ...test, finished: [], done: false, cancel: new AbortController() };
    this.#tests.set(test.id, begun);
    return begun;
  }

  /** Marks the test as done; it stays readable for a minute. */
  end(test: RunningTest): void {
    test.done = true;
    delete test.current;
    setTimeout(() => this.#tests.delete(test.id), KEEP_FINISHED_MS).unref();
  }

  /** Cancels every test of this process at whatever stage it is. */
  cancelAll(): void {
    for (const test of this.#tests.values()) if (!test.done) test.cancel.abort();
  }

  get(id: string): RunningTest | undefined {
    return this.#tests.get(id);
  }

  /** How many run now. */
  get count(): number {
    return [...this.#tests.values()].filter((test) => !test.done).length;
  }

  /** Lets none begin any more. Those that run have so long to end by themselves; then they are cancelled. */
  async close(graceMs: number, recordMs: number): Promise<void> {
    this.#closed = true;
    if (await this.#idle(graceMs)) return;
    for (const test of this.#tests.values()) if (!test.done) test.cancel.abort();
    await this.#idle(recordMs);
  }

  async #idle(withinMs: number): Promise<boolean> {
    const until = Date.now() + withinMs;
    while (this.count > 0 && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 50));
    return this.count === 0;
  }
}
