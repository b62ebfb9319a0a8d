import { setImmediate } from 'node:timers/promises';

/** Other requests wait so long at most. */
const TURN_MS = 20;

/** The items one by one, with a break for other work of the server every now and then. */
export async function* inTurns<T>(items: Iterable<T>): AsyncGenerator<T> {
  let begun = performance.now();
  for (const item of items) {
    yield item;
    if (performance.now() - begun < TURN_MS) continue;
    await setImmediate();
    begun = performance.now();
  }
}
