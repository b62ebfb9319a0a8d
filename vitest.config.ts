import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const TESTS = ['lib/**/*.test.ts', 'scripts/**/*.test.ts', 'components/**/*.test.ts'];
const COMPUTING = ['lib/connectors/**/*.test.ts', 'lib/listing/**/*.test.ts', 'components/**/*.test.ts'];

export default defineConfig({
  resolve: {
    tsconfigPaths: true,
    // As on the server: what this package refuses is being bundled for browsers.
    alias: { 'server-only': new URL('node_modules/server-only/empty.js', import.meta.url).pathname },
  },
  test: {
    // Some start a dozen processes, on machines that others use too.
    testTimeout: 120_000,
    hookTimeout: 60_000,
    // Most of a file's time is spent waiting for PostgreSQL and other processes: one more than the processors.
    maxWorkers: availableParallelism() + 1,
    execArgv: ['--import', new URL('lib/services/testing/typescript-threads.mjs', import.meta.url).href],
    // Files share a process and its modules: loading them anew for each file takes a third of all the time.
    isolate: false,
    projects: [
      { extends: true, test: { name: 'computing', include: COMPUTING } },
      {
        extends: true,
        test: {
          name: 'real-parts',
          include: TESTS,
          exclude: COMPUTING,
          setupFiles: 'lib/services/testing/forget-process.ts',
          globalSetup: 'lib/services/testing/prepare-stores.ts',
        },
      },
    ],
  },
});
