import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import pg from 'pg';
import { asRole, CONSOLE_ROLE, consolePassword } from '../lib/db/console-role';
import { startEmbeddedPostgres } from '../lib/db/embedded-postgres';
import { freePorts } from '../lib/sandbox/free-ports';
import { freePort } from '../scripts/free-port';
import { sandboxCookie } from '../scripts/sandbox-cookie';
import { ended, type ProductProcess, ROOT, startProcess, stopLeft } from './product-process';
import { expectNoSecretLeft } from './secrets-in-store';

// What `npm start` does, tried with real processes on a data folder of their own. The build is there already.
test.describe.configure({ mode: 'serial' });

let dataDir: string;
let port: number;
let sandboxPort: number;

const start = (settings: Record<string, string> = {}) =>
  startProcess(port, {
    DATA_DIR: dataDir,
    SANDBOX: 'on',
    SANDBOX_PORT: String(sandboxPort),
    ...settings,
  });

async function untilSaid({ child, output }: ProductProcess, text: string, timeout = 45_000): Promise<void> {
  await expect
    .poll(
      () => {
        if (child.exitCode !== null && !output().includes(text)) throw new Error(`It ended:\n${output()}`);
        return output();
      },
      { timeout, intervals: [50] },
    )
    .toContain(text);
}

/** The web server's own role may add events, and neither change nor remove any, with the trigger or without. */
async function expectAppendOnly({ output }: ProductProcess): Promise<void> {
  const port = /PostgreSQL on port (\d+)/.exec(output())?.[1];
  const password = await consolePassword(path.join(dataDir, 'postgres'));
  const url = asRole(`postgresql://127.0.0.1:${port}/lava_connections`, CONSOLE_ROLE, password);
  const console = new pg.Client({ connectionString: url });
  await console.connect();
  try {
    expect((await console.query('select from "AuditEvent"')).rowCount).toBeGreaterThan(0);
    for (const change of [
      'update "AuditEvent" set "actor" = \'nobody\'',
      'delete from "AuditEvent"',
      'truncate "AuditEvent"',
    ])
      await expect(console.query(change)).rejects.toThrow('permission denied for table AuditEvent');
    await expect(console.query('drop trigger audit_append_only on "AuditEvent"')).rejects.toThrow(
      /must be owner/,
    );
  } finally {
    await console.end();
  }
}

async function answers(): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/healthz`).then(
    (response) => response.ok,
    () => false,
  );
}

test.beforeAll(async () => {
  dataDir = await mkdtemp(path.join(ROOT, '.test-data-start-'));
  port = await freePort();
  sandboxPort = await freePorts();
});

test.afterAll(async () => {
  try {
    await stopLeft();
    await expectNoSecretLeft(dataDir);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
});

test('stops at a wrong setting and names it', async () => {
  const wrong = start({ PORT: '70000' });
  expect(await ended(wrong)).toBe(1);
  expect(wrong.output()).toContain('PORT must be a port number between 1 and 65535');
});

test('says that another program has the port, and leaves nothing behind', async () => {
  const foreign = createHttpServer((_request, response) => response.end('ok')).listen(port, '127.0.0.1');
  await once(foreign, 'listening');
  try {
    const late = start();
    expect(await ended(late)).toBe(1);
    expect(late.output()).toContain(
      `Another program listens on port ${port} of 127.0.0.1 already. Stop it, or set PORT to a free port.`,
    );
    expect(late.output()).not.toContain('ready ');
    await expect(readFile(path.join(dataDir, 'running.json'))).rejects.toThrow('ENOENT');
    await expect(readFile(path.join(dataDir, 'postgres/pgdata/postmaster.pid'))).rejects.toThrow('ENOENT');
  } finally {
    foreign.close();
  }
});

test('starts, is found by a second start, and Ctrl-C stops all of it', async () => {
  const first = start();
  await untilSaid(first, `ready        http://127.0.0.1:${port}`);
  for (const step of ['client', 'build', 'database', 'migrations', 'sandbox'])
    expect(first.output()).toContain(step);
  expect(await answers()).toBe(true);
  await expectAppendOnly(first);

  // As on a small image, where there is no `ps` to ask.
  const second = start({ PATH: '/nowhere' });
  expect(await ended(second)).toBe(0);
  expect(second.output()).toContain(`already on   http://127.0.0.1:${port}`);
  expect(await answers()).toBe(true);

  first.child.kill('SIGINT');
  expect(await ended(first)).toBe(0);
  expect(await answers()).toBe(false);
  await expect(readFile(path.join(dataDir, 'postgres/pgdata/postmaster.pid'))).rejects.toThrow();
  await expect(readFile(path.join(dataDir, 'sandbox/redshift/pgdata/postmaster.pid'))).rejects.toThrow();
});

const SERVERS = ['postgres', 'sandbox/redshift'];
const pidFile = (server: string) => path.join(dataDir, server, 'pgdata/postmaster.pid');

for (const server of SERVERS) {
  test(`Ctrl-C while ${server} is being started leaves nothing behind either`, async () => {
    const early = start();
    // The server is a process of its own by then, and nobody has been told that it is up.
    const begun = () => existsSync(pidFile(server));
    await expect.poll(begun, { timeout: 45_000, intervals: [10] }).toBe(true);
    early.child.kill('SIGINT');
    expect(await ended(early), early.output()).toBe(0);
    expect(early.output()).not.toContain('ready ');
    for (const one of SERVERS) expect(existsSync(pidFile(one))).toBe(false);
  });
}

test('recovers by itself after kill -9, with everything that was stored', async () => {
  const first = start();
  await untilSaid(first, 'ready ');
  first.child.kill('SIGKILL');
  await ended(first);

  const taken = createServer().listen(sandboxPort + 1, '127.0.0.1');
  await once(taken, 'listening');
  const failing = start();
  expect(await ended(failing)).toBe(1);
  expect(failing.output()).toContain(
    `Port ${sandboxPort + 1} on 127.0.0.1, which the sandbox needs, is in use.`,
  );
  taken.close();

  const second = start();
  await untilSaid(second, 'ready ');
  expect(second.output()).toContain('(was still running)');
  expect(second.output()).not.toContain('example connections added');
  const { header: cookie } = await sandboxCookie(`http://127.0.0.1:${port}`);
  const list = await fetch(`http://127.0.0.1:${port}/api/realms/dev/connections`, { headers: { cookie } });
  expect((await list.json()).totalInRealm).toBeGreaterThan(20);
  second.child.kill('SIGTERM');
  expect(await ended(second)).toBe(0);
});

test('leaves the sandbox off when AWS is configured', async () => {
  const real = start({ SANDBOX: 'auto', AWS_PROFILE: 'somebody' });
  await untilSaid(real, 'ready ');
  expect(real.output()).toContain('off (AWS_PROFILE');
  real.child.kill('SIGTERM');
  await ended(real);
});

test('leaves the sandbox off when this account of the machine has profiles of AWS', async () => {
  const home = path.join(dataDir, 'home');
  await mkdir(path.join(home, '.aws'), { recursive: true });
  await writeFile(path.join(home, '.aws/config'), '[default]\nregion = eu-west-1\n');
  const real = start({ SANDBOX: 'auto', HOME: home });
  await untilSaid(real, 'ready ');
  expect(real.output()).toContain('off (~/.aws/config found; SANDBOX=on starts it all the same)');
  expect(real.output()).toMatch(/set up +nobody is admin yet: .*\/set-up\//);
  // What somebody sees who expected the sandbox.
  const page = await (await fetch(`${real.base}/`)).text();
  expect(page).toContain('Nobody is admin yet');
  expect(page).toContain('SANDBOX=on');
  real.child.kill('SIGTERM');
  expect(await ended(real)).toBe(0);
});

test('leaves the sandbox off when a database is configured', async () => {
  const own = await startEmbeddedPostgres({ dataDir: path.join(dataDir, 'own'), port: 0, database: 'store' });
  try {
    const real = start({ SANDBOX: 'auto', DATABASE_URL: own.url, HOME: dataDir });
    await untilSaid(real, 'ready ');
    expect(real.output()).toContain('off (DATABASE_URL found');
    real.child.kill('SIGTERM');
    expect(await ended(real)).toBe(0);
  } finally {
    await own.stop();
  }
});

test('serves without a build for those who work on it, until Ctrl-C, and changes no file', async () => {
  // What it serves is compiled when it is first asked for.
  test.setTimeout(180_000);
  const settings = path.join(ROOT, 'tsconfig.json');
  const before = await readFile(settings, 'utf8');
  const developing = startProcess(port, { DATA_DIR: dataDir, SANDBOX: 'off' }, [
    'scripts/start.mjs',
    '--dev',
  ]);
  await untilSaid(developing, 'ready ', 150_000);
  expect(developing.output()).not.toContain('build ');
  expect(await answers()).toBe(true);
  developing.child.kill('SIGINT');
  expect(await ended(developing)).toBe(0);
  expect(await answers()).toBe(false);
  expect(await readFile(settings, 'utf8')).toBe(before);
});
