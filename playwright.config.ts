import { availableParallelism } from 'node:os';
import { defineConfig } from '@playwright/test';
import { SIGNED_IN } from './e2e/signed-in';
import { readEnv } from './lib/env';

const { E2E_BASE_URL, CHROMIUM_PATH } = readEnv();
/** The longest, which begin first: one of them begun last would run alone. */
const LONG = ['**/accessibility.spec.ts', '**/start.spec.ts'];
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** Pages live for seconds here: optimizing their scripts takes a quarter of all processor time and never pays. */
const UNOPTIMIZED = '--js-flags=--no-opt --no-maglev';

const launched = (...args: readonly string[]) => ({
  ...(CHROMIUM_PATH && { executablePath: CHROMIUM_PATH }),
  args: [...ARGUMENTS, ...args],
});

export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/global-setup.ts',
  outputDir: 'test-results',
  fullyParallel: false,
  // As much is waited for as is computed: one more than the processors.
  workers: availableParallelism() + 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: {
    baseURL: E2E_BASE_URL,
    storageState: SIGNED_IN,
    viewport: { width: 1440, height: 1000 },
    locale: 'en-GB',
    // Nothing is half faded in when a page is looked at.
    contextOptions: { reducedMotion: 'reduce' },
    screenshot: 'only-on-failure',
    // A trace costs every test a third of its time: `--trace retain-on-failure` when one is looked into.
    trace: 'off',
    permissions: ['clipboard-read', 'clipboard-write'],
  },
  projects: [
    // The rules of accessibility compute for seconds on every page, which is worth optimizing.
    { name: 'long', testMatch: LONG, use: { launchOptions: launched() } },
    { name: 'pages', testIgnore: LONG, use: { launchOptions: launched(UNOPTIMIZED) } },
  ],
});
