/** A value that ends, and when it was obtained. Both times by the cache's clock. */
export interface Expiring {
  readonly mintedAt: Date;
  readonly expiresAt: Date;
}

export interface ExpiringCacheOptions {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** How long one call may take before those who wait are told so, in ms. */
  readonly callDeadline: number;
  /** The oldest entry goes when there are more; 1000 if absent. */
  readonly maxEntries?: number;
  /** Told of every look-up. */
  readonly onLookup?: (result: CacheLookup) => void;
}

/** Held already, to be minted, or being minted for somebody else. */
export type CacheLookup = 'hit' | 'miss' | 'shared';

/** How to obtain a value. */
export interface Minting<T> {
  /** Its signal fires at the deadline only, not when one of those who wait gives up. */
  mint(signal: AbortSignal): Promise<T>;
  /** The error for a call that took too long. */
  late(): Error;
  /** The caller's own. */
  readonly signal?: AbortSignal;
  /** Mint anew, whatever is cached. */
  readonly fresh?: boolean;
}

/** Refreshed when this part of the life, or this much of it, is left: whichever is less. */
const REFRESH_PART = 0.2;
const REFRESH_MS = 60_000;

/**
 * Values that expire, one call for all who ask at once. A failure is given to those who waited for it and never kept.
 * A caller who gives up leaves the call to the others, and a call that hangs is given up after its deadline, so that
 * the next caller starts afresh. There is no refresh in the background.
 */
export class ExpiringCache<T extends Expiring> {
  readonly #options: ExpiringCacheOptions;
  readonly #entries = new Map<string, T>();
  readonly #calls = new Map<string, Promise<T>>();

  constructor(options: ExpiringCacheOptions) {
    this.#options = options;
  }

  /** The value for the key, cached or minted. Rejects with the error of `mint`, `late()`, or the signal's reason. */
  async get(key: string, minting: Minting<T>): Promise<T> {
    const { signal, fresh } = minting;
    signal?.throwIfAborted();
    const cached = fresh ? undefined : this.peek(key);
    const shared = fresh ? undefined : this.#calls.get(key);
    this.#options.onLookup?.(cached ? 'hit' : shared ? 'shared' : 'miss');
    if (cached) return cached;
    return unlessAborted(shared ?? this.#start(key, minting), signal);
  }

  /** The value for the key as long as it needs no refresh. */
  peek(key: string): T | undefined {
    const entry = this.#entries.get(key);
    return entry && !this.#isUsedUp(entry) ? entry : undefined;
  }

  /** Everything held, used up or not, oldest first. */
  entries(): readonly (readonly [key: string, value: T])[] {
    return [...this.#entries];
  }

  /** Drops the value; a call under way no longer counts either. Whether there was a value. */
  forget(key: string): boolean {
    this.#calls.delete(key);
    return this.#entries.delete(key);
  }

  #start(key: string, minting: Minting<T>): Promise<T> {
    const call = withDeadline(minting, this.#options.callDeadline);
    this.#calls.set(key, call);
    const finish = (value?: T): void => {
      if (this.#calls.get(key) !== call) return;
      this.#calls.delete(key);
      if (value) this.#keep(key, value);
    };
    call.then(finish, () => finish());
    return call;
  }

  #keep(key: string, value: T): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    for (const [oldest] of this.#entries) {
      if (this.#entries.size <= (this.#options.maxEntries ?? 1000)) return;
      this.#entries.delete(oldest);
    }
  }

  #isUsedUp({ mintedAt, expiresAt }: T): boolean {
    const life = expiresAt.getTime() - mintedAt.getTime();
    const left = expiresAt.getTime() - this.#options.now();
    return left <= Math.min(life * REFRESH_PART, REFRESH_MS);
  }
}

/** Runs `mint`; past the deadline its signal fires and, even if it does not heed that, this rejects with `late()`. */
function withDeadline<T>({ mint, late }: Minting<T>, deadline: number): Promise<T> {
  const controller = new AbortController();
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(() => {
      const error = late();
      controller.abort(error);
      reject(error);
    }, deadline);
    const settled = (): void => clearTimeout(timer);
    Promise.resolve(controller.signal).then(mint).then(resolve, reject).finally(settled);
  });
}

/** The promise's outcome, or the signal's reason if that comes first. */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise<T>((resolve, reject) => {
    const aborted = (): void => reject(signal.reason);
    signal.addEventListener('abort', aborted, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', aborted));
  });
}
