import { AwsRefusal } from '../resolution/ports';
import { type Call, toRefusal } from './to-refusal';

/** How long a call may take with its retries, in ms. */
export const CALL_TIMEOUT_MS = 8_000;

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
    if (controller.signal.aborted) throw controller.signal.reason;
    throw toRefusal(error, call);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abandon);
  }
}
