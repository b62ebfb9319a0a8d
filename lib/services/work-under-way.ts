const holder: typeof globalThis & { lavaWork?: Set<symbol> } = globalThis;
const POLL_MS = 50;

function work(): Set<symbol> {
  holder.lavaWork ??= new Set();
  return holder.lavaWork;
}

/** Notes that something runs which a stopping server waits for. Call what it returns when it has ended. */
export function beginWork(): () => void {
  const mark = Symbol();
  work().add(mark);
  return () => work().delete(mark);
}

/** Waits until nothing runs any more, at most so long. Returns whether nothing does. */
export async function workEnded(withinMs: number): Promise<boolean> {
  const until = Date.now() + withinMs;
  while (work().size > 0 && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  return work().size === 0;
}
