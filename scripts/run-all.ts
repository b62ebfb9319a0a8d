// Every check and test, on a real PostgreSQL, the stand-in AWS over HTTP and a real browser.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { startEmbeddedPostgres } from '../lib/db/embedded-postgres';
import { freePorts } from '../lib/sandbox/free-ports';
import { actionKey } from './action-key';
import { ensureBrowser } from './browser';
import { buildApp } from './build-app';
import { runChecks } from './checks';
import { cleanEnv } from './clean-env';
import { freePort } from './free-port';
import { generateClient } from './generate-client';
import { ROOT } from './packages.mjs';
import { type Counts, runPart } from './run-part';
import { type Searched, searchDatabase, searchFiles } from './secret-search';

const RESULTS = path.join(ROOT, 'test-results');
const E2E_DATA = path.join(ROOT, '.test-data', 'e2e');
/** What the browser suite leaves to be searched: all answers and logs, of products that tests start as well. */
const E2E_BODIES = path.join(ROOT, '.test-data', 'e2e-bodies');
const PRODUCT_LOG = path.join(E2E_BODIES, 'logs', 'product');
const RECORDING = {
  E2E_BODIES,
  NODE_OPTIONS: `--import=${pathToFileURL(path.join(ROOT, 'scripts/record-answers.mjs')).href}`,
};

async function runNode(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const child = spawn(process.execPath, [...args], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code] = await once(child, 'exit');
  return code ?? 1;
}

async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8'));
}

function number(record: unknown, ...keys: string[]): number {
  let value: unknown = record;
  for (const key of keys) value = value && typeof value === 'object' ? Reflect.get(value, key) : undefined;
  return typeof value === 'number' ? value : 0;
}

/** Counts of a runner; a run that ended badly without a failed test (a crash, no test at all) counts as one. */
function counted(passed: number, failed: number, code: number): Counts {
  return { passed, failed: failed === 0 && (code !== 0 || passed === 0) ? 1 : failed };
}

async function unitAndIntegration(): Promise<Counts> {
  const file = path.join(RESULTS, 'vitest.json');
  const code = await runNode(
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--reporter=dot',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ],
    cleanEnv(),
  );
  const report = await readJson(file).catch(() => ({}));
  return counted(number(report, 'numPassedTests'), number(report, 'numFailedTests'), code);
}

async function startProduct(port: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: ROOT,
    env: {
      ...cleanEnv(),
      ...RECORDING,
      SANDBOX: 'on',
      SANDBOX_PORT: String(await freePorts()),
      PORT: String(port),
      DATA_DIR: E2E_DATA,
      // All that it could ever log is searched for secrets afterwards.
      LOG_LEVEL: 'trace',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const logged = createWriteStream(PRODUCT_LOG);
  child.stdout?.pipe(logged, { end: false });
  child.stderr?.pipe(logged, { end: false });
  child.stderr?.pipe(process.stderr, { end: false });
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      const lines = chunk.toString().split(/(?<=\n)/);
      for (const line of lines) if (!/^\{"level":[1-3]0,/.test(line)) process.stdout.write(line);
      if (chunk.toString().includes('ready ')) resolve();
    });
    child.on('exit', (code) => reject(new Error(`The product did not start (exit code ${code}).`)));
  });
  return child;
}

async function browserSuite(browser: Promise<string | undefined>): Promise<Counts> {
  for (const left of [E2E_DATA, E2E_BODIES]) await rm(left, { recursive: true, force: true });
  await mkdir(path.dirname(PRODUCT_LOG), { recursive: true });
  const executable = await browser;
  const port = await freePort();
  const product = await startProduct(port);
  try {
    const code = await runNode(['node_modules/@playwright/test/cli.js', 'test'], {
      ...cleanEnv(),
      ...RECORDING,
      E2E_BASE_URL: `http://127.0.0.1:${port}`,
      ...(executable && { CHROMIUM_PATH: executable }),
    });
    const report = await readJson(path.join(RESULTS, 'e2e.json')).catch(() => ({}));
    const passed = number(report, 'stats', 'expected') + number(report, 'stats', 'flaky');
    return counted(passed, number(report, 'stats', 'unexpected'), code);
  } finally {
    product.kill('SIGTERM');
    if (product.exitCode === null) await once(product, 'exit');
  }
}

/** Everything that the browser suite left behind, searched for secrets: 0 hits in each kind, and none of them empty. */
async function secretsLeft(): Promise<Counts> {
  const database = await startEmbeddedPostgres({
    dataDir: path.join(E2E_DATA, 'postgres'),
    port: 0,
    database: 'lava_connections',
  });
  const searched: Searched[] = [
    await searchDatabase('database', database.url).finally(() => database.stop()),
    await searchFiles('traces', RESULTS, /trace\.zip$/),
    await searchFiles('test results', RESULTS),
  ];
  for (const kind of ['logs', 'pages', 'payloads', 'data', 'downloads'])
    searched.push(await searchFiles(kind, path.join(E2E_BODIES, kind)));
  let failed = 0;
  for (const { kind, bytes, hits } of searched) {
    const clean = hits.length === 0 && bytes > 0;
    if (!clean) failed += 1;
    process.stdout.write(
      `secrets      ${kind}: ${bytes} bytes, ${hits.length} hits${clean ? '' : ' FAILED'}\n`,
    );
    for (const hit of hits.slice(0, 20)) process.stdout.write(`             ${hit}\n`);
  }
  return { passed: searched.length - failed, failed };
}

/** Runs everything, of what builds on a part that failed nothing more, and prints the last line. Returns the exit code. */
export async function runAll(): Promise<number> {
  const parts: Counts[] = [];
  const run = async (name: string, part: () => Promise<Counts>): Promise<boolean> => {
    const counts = await runPart(name, part);
    parts.push(counts);
    return counts.failed === 0;
  };
  // Fetched while other parts run.
  const browser = ensureBrowser(process.env.CHROMIUM_PATH);
  browser.catch(() => undefined);
  if (await run('client', prepareClient)) {
    await run('checks', runChecks);
    await run('unit and integration tests', unitAndIntegration);
    if (await run('build', build)) {
      await run('browser tests', () => browserSuite(browser));
      await run('search for secrets', secretsLeft);
    }
  }
  const passed = parts.reduce((sum, part) => sum + part.passed, 0);
  const failed = parts.reduce((sum, part) => sum + part.failed, 0);
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
}

const NOTHING_COUNTED: Counts = { passed: 0, failed: 0 };

async function prepareClient(): Promise<Counts> {
  await mkdir(RESULTS, { recursive: true });
  await generateClient();
  return NOTHING_COUNTED;
}

async function build(): Promise<Counts> {
  await buildApp(await actionKey());
  return NOTHING_COUNTED;
}
