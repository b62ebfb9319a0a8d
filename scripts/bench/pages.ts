import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium } from '@playwright/test';
import { freePorts } from '../../lib/sandbox/free-ports';
import { actionKey } from '../action-key';
import { ensureBrowser } from '../browser';
import { buildApp } from '../build-app';
import { cleanEnv } from '../clean-env';
import { freePort } from '../free-port';
import { ROOT } from '../packages.mjs';
import { readRunning } from '../running';
import { type SandboxCookie, sandboxCookie } from '../sandbox-cookie';
import { CONNECTIONS, type FilledStore, REALM } from './filled-store';
import { median, ms } from './measure';
import type { Section } from './section';

const REPEATS = 5;
const REQUESTS = 500;
const run = promisify(execFile);

interface Load {
  readonly ms: number;
  /** Script as it came over the wire, compressed, without the headers of the answers; in bytes. */
  readonly script: number;
}

/** First loads in Chromium and the server's memory, with the whole product on the store. */
export async function pagesSection({ url }: FilledStore, folder: string): Promise<Section> {
  const executablePath = await ensureBrowser(process.env.CHROMIUM_PATH);
  // What a start builds is no part of what it takes.
  await buildApp(process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY || (await actionKey()));
  const product = await startProduct(url, folder);
  const browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    args: ['--no-sandbox'],
  });
  try {
    const cookie = await sandboxCookie(product.url);
    const before = await memory(product.serverPid);
    const list = await firstLoads(browser, cookie, `${product.url}/${REALM}/connections`);
    const audit = await firstLoads(browser, cookie, `${product.url}/${REALM}/audit`);
    for (let request = 0; request < REQUESTS; request += 1) {
      const answer = await fetch(
        `${product.url}/api/realms/${REALM}/connections?page=${1 + (request % 200)}`,
        { headers: { cookie: cookie.header } },
      );
      if (!answer.ok) throw new Error(`The list answered ${answer.status}.`);
      await answer.arrayBuffer();
    }
    return {
      title: 'Pages and memory',
      note: `The whole product with ${CONNECTIONS.toLocaleString('en')} connections; a new browser profile for every load, until the first rows are there. Script is what Chromium fetched until the page was loaded: compressed, without headers. Median of ${REPEATS}.`,
      rows: [
        { what: 'first page after `npm start` (budget 5,000 ms)', figure: ms(product.startedIn) },
        { what: 'first load of the list', figure: ms(median(list.map((load) => load.ms))) },
        {
          what: 'script of the list (budget 450 kB)',
          figure: kilobytes(median(list.map((load) => load.script))),
        },
        { what: 'first load of the audit', figure: ms(median(audit.map((load) => load.ms))) },
        { what: 'script of the audit', figure: kilobytes(median(audit.map((load) => load.script))) },
        { what: 'memory of the server before', figure: `${before} MB` },
        {
          what: `memory of the server after these loads and ${REQUESTS} pages of the list`,
          figure: `${await memory(product.serverPid)} MB`,
        },
      ],
    };
  } finally {
    await browser.close();
    await product.stop();
  }
}

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1000)} kB`;
}

async function firstLoads(browser: Browser, cookie: SandboxCookie, address: string): Promise<Load[]> {
  await firstLoad(browser, cookie, address);
  const loads: Load[] = [];
  for (let repeat = 0; repeat < REPEATS; repeat += 1) loads.push(await firstLoad(browser, cookie, address));
  return loads;
}

async function firstLoad(browser: Browser, cookie: SandboxCookie, address: string): Promise<Load> {
  const context = await browser.newContext();
  await context.addCookies([{ name: cookie.name, value: cookie.value, url: address }]);
  try {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send('Network.enable');
    const scripts = new Set<string>();
    let script = 0;
    devtools.on('Network.responseReceived', ({ requestId, type }) => {
      if (type === 'Script') scripts.add(requestId);
    });
    devtools.on('Network.dataReceived', ({ requestId, encodedDataLength }) => {
      if (scripts.has(requestId)) script += encodedDataLength;
    });
    const start = performance.now();
    await page.goto(address, { waitUntil: 'commit' });
    await page.locator('table tbody tr').first().waitFor();
    const taken = performance.now() - start;
    await page.waitForLoadState('load');
    return { ms: taken, script };
  } finally {
    await context.close();
  }
}

async function startProduct(databaseUrl: string, folder: string) {
  const port = await freePort();
  const sandboxPort = await freePorts();
  const dataDir = path.join(folder, 'product');
  const begun = performance.now();
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: ROOT,
    env: {
      ...cleanEnv(),
      DATABASE_URL: databaseUrl,
      DATA_DIR: dataDir,
      PORT: String(port),
      HOST: '127.0.0.1',
      SANDBOX: 'on',
      SANDBOX_PORT: String(sandboxPort),
      LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      if (/^ready /m.test(chunk.toString())) resolve();
    });
    child.on('exit', (code) => reject(new Error(`The product did not start (exit code ${code}).`)));
  });
  const running = await readRunning(dataDir);
  if (running?.server === undefined) throw new Error('The product does not say which process serves.');
  const answer = await fetch(`${running.url}/sign-in`);
  await answer.arrayBuffer();
  return {
    url: running.url,
    /** Until the first page had come, in ms. */
    startedIn: performance.now() - begun,
    serverPid: running.server,
    async stop() {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}

/** Resident memory of a process, in MB. */
async function memory(pid: number): Promise<number> {
  const { stdout } = await run('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Math.round(Number(stdout) / 1024);
}
