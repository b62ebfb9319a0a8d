import type { ProbeStop } from './probe-stop';
import { cancelled } from './probe-stops';

/** How long a stage may take, and who may end it earlier. */
export interface Patience {
  readonly ms: number;
  readonly signal: AbortSignal;
}

/**
 * The outcome of `work`, or a `ProbeStop`: `late()` after `ms` milliseconds, `CANCELLED` when the signal fires.
 * `work` gets a signal that fires in both cases. It is not started at all when the signal has already fired.
 */
export function within<T>(
  { ms, signal }: Patience,
  late: () => ProbeStop,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (signal.aborted) {
    return Promise.reject(cancelled());
  }
  return new Promise((resolve, reject) => {
    const giveUp = new AbortController();
    const stop = (reason: ProbeStop) => {
      settle();
      reject(reason);
      giveUp.abort(reason);
    };
    const onCancel = () => stop(cancelled());
    const timer = setTimeout(() => stop(late()), Math.max(0, ms));
    // Work that was given up may never end, and must not keep the process alive until its time is over.
    const settle = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onCancel);
    };
    signal.addEventListener('abort', onCancel, { once: true });
    work(giveUp.signal).then(resolve, reject).finally(settle);
  });
}
