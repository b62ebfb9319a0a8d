import { AwsRefusal } from '../../resolution/ports';

/** Waits between attempts while DynamoDB throttles, on top of the SDK's own. */
const WAITS_MS = [200, 400, 800, 1_600, 3_200, 6_400, 12_800];

/** Whether a code of AWS says that the table, or the account, has no capacity left for now. */
export function isThrottling(awsCode: string): boolean {
  return /Throttl|ProvisionedThroughputExceeded|RequestLimitExceeded/.test(awsCode);
}

/**
 * Carries out a call, again and again for half a minute while DynamoDB throttles it; then, or once `signal` is aborted,
 * the refusal is thrown.
 */
export async function untilNotThrottled<T>(call: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (const wait of WAITS_MS) {
    try {
      return await call();
    } catch (error) {
      const throttled = error instanceof AwsRefusal && isThrottling(error.awsCode);
      if (!throttled || signal.aborted) throw error;
      await elapsed(wait, signal);
      if (signal.aborted) throw error;
    }
  }
  return call();
}

/** Resolves after so long, or when the signal is aborted. */
function elapsed(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}
