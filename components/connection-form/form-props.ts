import type { CancelTest, StartTest } from '../test-run/use-test-run';
import type { SaveActions } from './use-save';

/** The server's side of a form: saving and testing. */
export type FormActions = SaveActions & { readonly startTest: StartTest; readonly cancelTest: CancelTest };
