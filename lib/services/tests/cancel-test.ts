import { authorise } from '../authorise';
import type { ServiceContext } from '../context';
import { runtime } from '../runtime';

/** Cancels a running test at whatever stage it is. Returns whether it was still running. */
export async function cancelTest(
  context: ServiceContext,
  input: { readonly realm: string; readonly runId: string },
): Promise<{ readonly cancelled: boolean }> {
  const realm = await authorise(context, 'connection:test', input.realm);
  const running = runtime().tests.get(input.runId);
  if (!running || running.realmId !== realm.id || running.done) return { cancelled: false };
  running.cancel.abort();
  return { cancelled: true };
}
