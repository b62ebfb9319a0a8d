/**
 * Does `work` on every item, on at most `limit` at once, and gives the results in the order of the items. No more
 * than `limit` results are held. After the signal fired no item is begun; those begun are waited for.
 */
export async function* inOrder<Item, Result>(
  items: Iterable<Item>,
  limit: number,
  signal: AbortSignal,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const waiting = items[Symbol.iterator]();
  const begun: Promise<readonly [PromiseSettledResult<Result>]>[] = [];
  for (;;) {
    while (begun.length < limit && !signal.aborted) {
      const next = waiting.next();
      if (next.done) break;
      // A later item may fail before its turn, so no failure may be left without a listener.
      begun.push(Promise.allSettled([work(next.value)] as const));
    }
    const first = begun.shift();
    if (first === undefined) return;
    const [result] = await first;
    if (result.status === 'rejected') throw result.reason;
    yield result.value;
  }
}
