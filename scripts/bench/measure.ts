import type { Row } from './section';

/** Runs `work` and returns how long it took, in ms. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** The middle one, which a hiccup of the machine does not move. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Milliseconds for people. */
export function ms(value: number): string {
  return value < 10 ? `${value.toFixed(1)} ms` : `${Math.round(value).toLocaleString('en')} ms`;
}

/** The median of `times` runs, after one that is not counted. */
export async function medianOf(times: number, work: () => Promise<unknown>): Promise<number> {
  await work();
  const runs: number[] = [];
  for (let run = 0; run < times; run += 1) runs.push(await timed(work));
  return median(runs);
}

/** Ours against the same by hand, in turns, so that whatever else the machine does burdens both alike. */
export async function compared(
  what: string,
  times: number,
  ours: () => Promise<unknown>,
  byHand: () => Promise<unknown>,
): Promise<Row> {
  await ours();
  await byHand();
  const runs: { ours: number; byHand: number }[] = [];
  for (let run = 0; run < times; run += 1)
    runs.push({ ours: await timed(ours), byHand: await timed(byHand) });
  const mine = median(runs.map((run) => run.ours));
  const hand = median(runs.map((run) => run.byHand));
  return { what, figure: ms(mine), byHand: ms(hand), ratio: mine / hand };
}
