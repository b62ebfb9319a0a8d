import { once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import { ExpiringCache } from './expiring-cache';

const LIFE = 900_000;

let time = 0;
afterEach(() => {
  time = 0;
});

interface Value {
  readonly name: string;
  readonly mintedAt: Date;
  readonly expiresAt: Date;
}

function value(name: string, life = LIFE): Value {
  return { name, mintedAt: new Date(time), expiresAt: new Date(time + life) };
}

function makeCache({ callDeadline = 60_000, maxEntries = 100 } = {}) {
  return new ExpiringCache<Value>({ now: () => time, callDeadline, maxEntries });
}

const late = () => new Error('late');

/** A mint whose answers come when the test says so. */
function controlled() {
  const calls: {
    readonly signal: AbortSignal;
    resolve(value: Value): void;
    reject(error: Error): void;
  }[] = [];
  const mint = (signal: AbortSignal) =>
    new Promise<Value>((resolve, reject) => calls.push({ signal, resolve, reject }));
  return { calls, mint };
}

/** Counts its calls and answers at once. */
function counting(life = LIFE) {
  const minter = {
    count: 0,
    mint: async () => {
      minter.count += 1;
      return value(`v${minter.count}`, life);
    },
    late,
  };
  return minter;
}

describe('how long a value is used', () => {
  test.each([
    { life: 900_000, refreshedAt: 840_000, why: '60 s, less than 20 % of 15 minutes' },
    { life: 3_600_000, refreshedAt: 3_540_000, why: '60 s, less than 20 % of an hour' },
    { life: 100_000, refreshedAt: 80_000, why: '20 %, less than 60 s' },
  ])('until $why is left', async ({ life, refreshedAt }) => {
    const cache = makeCache();
    const minter = counting(life);
    await cache.get('k', minter);
    time = refreshedAt - 1;
    expect((await cache.get('k', minter)).name).toBe('v1');
    time = refreshedAt;
    expect((await cache.get('k', minter)).name).toBe('v2');
    expect(minter.count).toBe(2);
  });

  test('a fresh one replaces it', async () => {
    const cache = makeCache();
    const minter = counting();
    await cache.get('k', minter);
    expect((await cache.get('k', { ...minter, fresh: true })).name).toBe('v2');
    expect((await cache.get('k', minter)).name).toBe('v2');
  });

  test('a forgotten one is minted again', async () => {
    const cache = makeCache();
    const minter = counting();
    await cache.get('k', minter);
    expect(cache.forget('k')).toBe(true);
    expect(cache.forget('k')).toBe(false);
    await cache.get('k', minter);
    expect(minter.count).toBe(2);
  });

  test('a call that was under way when the value was forgotten is not kept', async () => {
    const cache = makeCache();
    const { calls, mint } = controlled();
    const waiting = cache.get('k', { mint, late });
    await expect.poll(() => calls.length).toBe(1);
    cache.forget('k');
    calls[0]?.resolve(value('old'));
    expect((await waiting).name).toBe('old');
    expect(cache.peek('k')).toBeUndefined();
  });

  test('the oldest goes when there are too many', async () => {
    const cache = makeCache({ maxEntries: 2 });
    for (const key of ['a', 'b', 'c']) await cache.get(key, counting());
    expect(cache.entries().map(([key]) => key)).toEqual(['b', 'c']);
  });
});

describe('one call for all who ask at once', () => {
  test('and each gets its value', async () => {
    const cache = makeCache();
    const minter = counting();
    const values = await Promise.all(Array.from({ length: 100 }, () => cache.get('k', minter)));
    expect(minter.count).toBe(1);
    expect(new Set(values).size).toBe(1);
  });

  test('one who gives up does not end it for the others', async () => {
    const cache = makeCache();
    const { calls, mint } = controlled();
    const impatient = new AbortController();
    const first = cache.get('k', { mint, late, signal: impatient.signal });
    const second = cache.get('k', { mint, late, signal: new AbortController().signal });
    await expect.poll(() => calls.length).toBe(1);
    impatient.abort(new Error('gave up'));
    await expect(first).rejects.toThrow('gave up');
    expect(calls[0]?.signal.aborted).toBe(false);
    calls[0]?.resolve(value('shared'));
    expect((await second).name).toBe('shared');
    expect(cache.peek('k')?.name).toBe('shared');
  });

  test('one who has given up already starts none', async () => {
    const cache = makeCache();
    const minter = counting();
    const signal = AbortSignal.abort(new Error('gave up'));
    await expect(cache.get('k', { ...minter, signal })).rejects.toThrow('gave up');
    expect(minter.count).toBe(0);
  });
});

describe('faults that other caches of credentials had', () => {
  test('a failure is not kept, and the lock is free after it', async () => {
    const cache = makeCache();
    const failing = { mint: () => Promise.reject(new Error('denied')), late };
    const all = await Promise.allSettled([cache.get('k', failing), cache.get('k', failing)]);
    expect(all.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect((await cache.get('k', counting())).name).toBe('v1');
  });

  test('a mint that throws at once is a failure like any other', async () => {
    const cache = makeCache();
    const broken = {
      mint: () => {
        throw new Error('broken');
      },
      late,
    };
    await expect(cache.get('k', broken)).rejects.toThrow('broken');
    expect((await cache.get('k', counting())).name).toBe('v1');
  });

  test('a failure that nobody waits for any more is no unhandled rejection', async () => {
    const unhandled: unknown[] = [];
    const record = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', record);
    try {
      const cache = makeCache();
      const { calls, mint } = controlled();
      const impatient = new AbortController();
      const waiting = cache.get('k', { mint, late, signal: impatient.signal });
      await expect.poll(() => calls.length).toBe(1);
      impatient.abort(new Error('gave up'));
      await expect(waiting).rejects.toThrow('gave up');
      calls[0]?.reject(new Error('denied'));
      // Node tells of unhandled rejections before the next immediate.
      await new Promise((done) => setImmediate(() => setImmediate(done)));
      expect(unhandled).toEqual([]);
    } finally {
      process.off('unhandledRejection', record);
    }
  });

  test('a call that hangs and heeds no signal is given up, and its answer comes too late', async () => {
    const cache = makeCache({ callDeadline: 20 });
    const { calls, mint } = controlled();
    await expect(cache.get('k', { mint, late })).rejects.toThrow('late');
    expect(calls[0]?.signal.aborted).toBe(true);
    expect((await cache.get('k', counting())).name).toBe('v1');
    calls[0]?.resolve(value('too late'));
    await new Promise((done) => setImmediate(done));
    expect(cache.peek('k')?.name).toBe('v1');
  });

  test('a call that hangs hears of its deadline', async () => {
    const cache = makeCache({ callDeadline: 20 });
    const heeding = async (signal: AbortSignal): Promise<Value> => {
      await once(signal, 'abort');
      throw signal.reason;
    };
    await expect(cache.get('k', { mint: heeding, late })).rejects.toThrow('late');
  });

  test('keys do not share', async () => {
    const cache = makeCache();
    const minter = counting();
    await Promise.all(['a', 'b', '__proto__'].map((key) => cache.get(key, minter)));
    expect(minter.count).toBe(3);
  });
});
