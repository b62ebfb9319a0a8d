import { expect, test } from 'vitest';
import { inOrder } from './in-order';

const never = new AbortController().signal;

async function collect<T>(results: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const result of results) all.push(result);
  return all;
}

test('gives results in the order of the items, whichever is done first', async () => {
  const finish: (() => void)[] = [];
  const results = collect(
    inOrder(
      ['a', 'b', 'c'],
      3,
      never,
      (item) => new Promise<string>((done) => finish.push(() => done(item))),
    ),
  );
  for (const one of [2, 1, 0]) finish[one]?.();
  expect(await results).toEqual(['a', 'b', 'c']);
});

test('begins no more than the limit, and holds no more results than that', async () => {
  let running = 0;
  let begun = 0;
  let most = 0;
  let taken = 0;
  const items = Array.from({ length: 50 }, (_, index) => index);
  for await (const _ of inOrder(items, 5, never, async (item) => {
    begun += 1;
    running += 1;
    most = Math.max(most, running);
    await new Promise((done) => setImmediate(done));
    running -= 1;
    return item;
  })) {
    taken += 1;
    expect(begun - taken).toBeLessThan(5);
  }
  expect(most).toBe(5);
  expect(taken).toBe(50);
});

test('ends what is begun and begins nothing more after the signal', async () => {
  const cancel = new AbortController();
  const begun: number[] = [];
  const results = await collect(
    inOrder([0, 1, 2, 3, 4], 2, cancel.signal, async (item) => {
      begun.push(item);
      if (item === 1) cancel.abort();
      return item;
    }),
  );
  expect(begun).toEqual([0, 1]);
  expect(results).toEqual([0, 1]);
});

test('throws what the work threw, in its turn, and lets no other failure go unheard', async () => {
  const results = inOrder([0, 1, 2], 3, never, async (item) => {
    if (item > 0) throw new Error(`item ${item}`);
    return item;
  });
  expect(await results.next()).toEqual({ done: false, value: 0 });
  await expect(results.next()).rejects.toThrow('item 1');
  expect(await results.next()).toEqual({ done: true, value: undefined });
});
