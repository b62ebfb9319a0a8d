export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** Runs one part of the tests and says how long it took. One that throws counts as one failure; its message is printed. */
export async function runPart(name: string, part: () => Promise<Counts>): Promise<Counts> {
  const started = performance.now();
  try {
    return await part();
  } catch (error) {
    process.stdout.write(`\n${name} FAILED: ${error instanceof Error ? error.message : String(error)}\n`);
    return { passed: 0, failed: 1 };
  } finally {
    process.stdout.write(`\n${name}: ${Math.round((performance.now() - started) / 1000)} s\n`);
  }
}
