import type { SaveActions } from '../connection-form/use-save';
import type { CancelTest, StartTest } from '../test-run/use-test-run';
import type { CheckWorker } from '../worker-check/use-worker-check';

/** What can be done with a draft; the page hands these server actions to its components. */
export interface IamActions {
  readonly update: SaveActions['update'];
  readonly startTest: StartTest;
  readonly cancelTest: CancelTest;
  readonly checkWorker: CheckWorker;
}

/** What the page needs to know of the realm. */
export interface IamRealm {
  readonly name: string;
  readonly region: string;
  /** The realm names worker roles, so that they can be checked. */
  readonly hasWorkers: boolean;
}
