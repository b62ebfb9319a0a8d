import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    include: ['lib/**/*.test.ts', 'scripts/**/*.test.ts', 'components/**/*.test.ts'],
    // Some start a dozen processes, on machines that others use too.
    testTimeout: 120_000,
    hookTimeout: 60_000,
    // Most of a file's time is spent waiting for PostgreSQL and other processes: one more than the processors.
    maxWorkers: availableParallelism() + 1,
    execArgv: ['--import', new URL('lib/services/testing/typescript-threads.mjs', import.meta.url).href],
  },
});
