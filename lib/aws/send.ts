import { channel } from 'node:diagnostics_channel';
import { AwsRefusal } from '../resolution/ports';
import { type Call, toRefusal } from './to-refusal';

/** How long a call may take with its retries, in ms. */
export const CALL_TIMEOUT_MS = 8_000;

/** Tells of every call that ended: `service`, `operation`, `result` and `ms`. */
const CALLS = channel('lava:aws-call');

/**
 * Makes one call and bounds it: the SDK's own time-outs only warn, and its waits for credentials and for the next
 * retry heed no signal. Throws `AwsRefusal`, or the reason of `signal` when the caller gave up.
 */
export async function send<T>(
  call: Call,
  signal: AbortSignal,
  timeout: number,
  make: (abortSignal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const started = performance.now();
  let result = 'ok';
  const controller = new AbortController();
  const late = new AwsRefusal(
    call.service,
    call.operation,
    'TimeoutError',
    `No answer within ${timeout} ms.`,
  );
  const timer = setTimeout(() => controller.abort(late), timeout);
  const abandon = (): void => controller.abort(signal.reason);
  signal.addEventListener('abort', abandon, { once: true });
  const ended = new Promise<never>((_, reject) => {
    controller.signal.addEventListener('abort', () => reject(controller.signal.reason), { once: true });
  });
  try {
    return await Promise.race([make(controller.signal), ended]);
  } catch (error) {
    const failure = controller.signal.aborted ? controller.signal.reason : toRefusal(error, call);
    result = failure instanceof AwsRefusal ? failure.awsCode : 'cancelled';
    throw failure;
  } finally {
    CALLS.publish({ ...call, result, ms: performance.now() - started });
    clearTimeout(timer);
    signal.removeEventListener('abort', abandon);
  }
}
