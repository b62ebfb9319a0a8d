import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import pg from 'pg';
import { asRole, ensureRole } from '../lib/db/console-role';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../lib/db/embedded-postgres';
import { sandboxCookie } from '../scripts/sandbox-cookie';
import { serverEnv } from '../scripts/server-env';
import { keepLog } from './keep-log';
import { productEnv } from './product-env';

// The product without its database, as two, and stopped in the midst of work: real processes on a PostgreSQL that the
// tests start, stop and freeze. The build is there already.
test.describe.configure({ mode: 'serial' });

const ROOT = path.resolve(import.meta.dirname, '..');
const TOKEN = 'collector-token-0123456789';
const AUTH_SECRET = 'a-secret-of-these-tests-that-signs-cookies';
const SESSION = 'lava.session_token';

let folder: string;
let database: EmbeddedPostgres | undefined;
let databasePort: number;
let url: string;
const running = new Set<ChildProcess>();

interface Server {
  readonly child: ChildProcess;
  readonly base: string;
  readonly output: () => string;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

function run(port: number, args: readonly string[], env: NodeJS.Dict<string>): Server {
  const child = spawn(process.execPath, [...args], {
    cwd: ROOT,
    env: {
      ...productEnv(),
      PORT: String(port),
      LOG_LEVEL: 'info',
      METRICS_TOKEN: TOKEN,
      AUTH_SECRET,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  keepLog(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  return { child, base: `http://127.0.0.1:${port}`, output: () => output };
}

/** `npm start` on the tests' database. */
async function startAll(env: Record<string, string> = {}): Promise<Server> {
  const port = await freePort();
  return run(port, ['scripts/start.mjs'], {
    DATABASE_URL: url,
    DATA_DIR: path.join(folder, `data-${port}`),
    SANDBOX: 'on',
    SANDBOX_PORT: String(10_000 + (port % 9_000)),
    ...env,
  });
}

/** The web server alone. */
async function startServer(env: Record<string, string> = {}): Promise<Server> {
  const port = await freePort();
  return run(
    port,
    ['node_modules/next/dist/bin/next', 'start', '--hostname', '127.0.0.1', '--port', String(port)],
    serverEnv({ NODE_ENV: 'production', DATABASE_URL: url, SANDBOX: 'off', ...env }),
  );
}

const get = (server: Server, address: string, headers: Record<string, string> = {}) =>
  fetch(`${server.base}${address}`, { headers, redirect: 'manual', signal: AbortSignal.timeout(20_000) });

/** A session as the server signs it, whether its store knows it or not. */
function signedSession(token: string): string {
  const signature = createHmac('sha256', AUTH_SECRET).update(token).digest('base64');
  return encodeURIComponent(`${token}.${signature}`);
}

async function bring(page: Page, server: Server, value: string): Promise<void> {
  await page.context().addCookies([{ name: SESSION, value, url: server.base }]);
}

/** Signs the page in as the sandbox's admin, once there is one; the header for requests of the same. */
async function signIn(server: Server, page?: Page): Promise<{ cookie: string }> {
  let signedIn = { header: '', value: '' };
  const attempt = async () => {
    signedIn = await sandboxCookie(server.base);
    return signedIn.header;
  };
  await expect.poll(() => attempt().catch(() => ''), { timeout: 45_000 }).not.toBe('');
  if (page) await bring(page, server, signedIn.value);
  return { cookie: signedIn.header };
}

async function statusOf(
  server: Server,
  address: string,
  headers: Record<string, string> = {},
): Promise<number> {
  return get(server, address, headers).then(
    async (answer) => {
      // A request has ended, for the log and the metrics, when its answer was taken.
      await answer.arrayBuffer();
      return answer.status;
    },
    () => 0,
  );
}

async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}

/** Asks the server to stop and gives it the 20 s that it promises; the code it ended with. */
async function stop({ child }: Server): Promise<number | null> {
  child.kill('SIGTERM');
  const late = new Promise<never>((_resolve, reject) => {
    setTimeout(() => reject(new Error('It has not stopped within 20 s.')), 20_000).unref();
  });
  return Promise.race([ended(child), late]);
}

const startDatabase = async () => {
  database = await startEmbeddedPostgres({
    dataDir: path.join(folder, 'postgres'),
    port: databasePort,
    database: 'store',
  });
  return database;
};

async function ask<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Begins a test of the example whose server stays silent, as the page does, and waits until it dials. */
async function beginSilentTest(server: Server, page: Page): Promise<void> {
  await page.goto(`${server.base}/dev/connections/branch-office`);
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect
    .poll(
      async () =>
        (
          await ask(
            "select 1 from \"AuditEvent\" where action = 'connection.test' and target = 'branch-office'",
          )
        ).length,
    )
    .toBeGreaterThan(0);
}

test.beforeAll(async () => {
  folder = await mkdtemp(path.join(ROOT, '.test-data-up-'));
  await chmod(folder, 0o755);
  databasePort = await freePort();
  url = (await startDatabase()).url;
  await database?.stop();
});

test.afterAll(async () => {
  for (const child of running) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  await database?.stop().catch(() => undefined);
  await rm(folder, { recursive: true, force: true });
});

test('starts without its database, says so, and is ready within 10 s of its return', async ({ page }) => {
  test.setTimeout(90_000);
  const server = await startAll();
  await expect.poll(() => statusOf(server, '/healthz'), { timeout: 45_000 }).toBe(200);
  const answer = await get(server, '/readyz');
  expect(answer.status).toBe(503);
  const text = await answer.text();
  expect(JSON.parse(text)).toEqual({
    ready: false,
    problems: [{ part: 'database', message: 'The database cannot be reached.' }],
  });
  expect(text).not.toContain(new URL(url).password);
  const unknown = signedSession('a-session-from-before');
  await bring(page, server, unknown);
  await page.goto(`${server.base}/dev/connections`);
  await expect(page.getByRole('heading', { name: 'The database cannot be reached' })).toBeVisible();
  const api = await get(server, '/api/realms/dev/connections', { cookie: `${SESSION}=${unknown}` });
  expect([api.status, (await api.json()).error.code]).toEqual([503, 'UNAVAILABLE']);

  await startDatabase();
  await expect.poll(() => statusOf(server, '/readyz'), { timeout: 10_000, intervals: [100] }).toBe(200);
  // Migrated by the server itself; the open page comes back by itself.
  await expect(page.getByRole('heading', { name: 'The database cannot be reached' })).toBeHidden();
  // The examples are added by the start, which finds out a little later.
  const cookie = await signIn(server, page);
  await expect
    .poll(() => statusOf(server, '/api/realms/dev/connections', cookie), { timeout: 15_000 })
    .toBe(200);
  await page.goto(`${server.base}/dev/connections`);
  await expect(page.getByRole('link', { name: 'etl-warehouse', exact: true })).toBeVisible({
    timeout: 20_000,
  });
  expect(await stop(server)).toBe(0);
});

test('migrates as the owner of the tables when the database comes late, and works as another role', async () => {
  test.setTimeout(90_000);
  await startDatabase();
  await ask('drop schema public cascade; drop schema if exists pgboss cascade; create schema public');
  await ensureRole(url, 'lava_app', 'app-password');
  await database?.stop();
  const server = await startAll({
    DATABASE_URL: asRole(url, 'lava_app', 'app-password'),
    MIGRATION_DATABASE_URL: url,
  });
  await expect.poll(() => statusOf(server, '/healthz'), { timeout: 45_000 }).toBe(200);
  await startDatabase();
  await expect.poll(() => statusOf(server, '/readyz'), { timeout: 20_000 }).toBe(200);
  expect(await ask(`select distinct tableowner from pg_tables where schemaname = 'public'`)).toEqual([
    { tableowner: 'postgres' },
  ]);
  expect(
    await ask(`select has_table_privilege('lava_app', '"AuditEvent"', 'insert') as "adds",
      has_table_privilege('lava_app', '"AuditEvent"', 'update') as "changes"`),
  ).toEqual([{ adds: true, changes: false }]);
  await signIn(server);
  expect(await stop(server)).toBe(0);
});

test('two servers that start at once migrate once', async () => {
  test.setTimeout(60_000);
  await ask('drop schema public cascade; drop schema if exists pgboss cascade; create schema public');
  const both = await Promise.all([startServer(), startServer()]);
  for (const server of both)
    await expect.poll(() => statusOf(server, '/readyz'), { timeout: 30_000 }).toBe(200);
  const rows = await ask<{ count: string }>(
    'select count(*)::text as "count" from _prisma_migrations group by migration_name',
  );
  expect(rows.length).toBeGreaterThan(2);
  expect(new Set(rows.map(({ count }) => count))).toEqual(new Set(['1']));
  const applied = both.map(({ output }) => output().match(/"migrations":\[[^\]]+\]/g)?.length ?? 0);
  expect(applied.sort()).toEqual([0, 1]);
  for (const server of both) await stop(server);
});

test('a frozen database is told, and all goes on when it wakes', async () => {
  test.setTimeout(60_000);
  const server = await startAll();
  await expect.poll(() => statusOf(server, '/readyz'), { timeout: 45_000 }).toBe(200);
  const cookie = await signIn(server);
  const asked = () => statusOf(server, '/api/realms/dev/connections', cookie);
  await expect.poll(asked, { timeout: 20_000 }).toBe(200);
  const postmaster = (await readFile(path.join(folder, 'postgres/pgdata/postmaster.pid'), 'utf8')).split(
    '\n',
  )[0];
  const pids = [
    postmaster,
    ...execFileSync('pgrep', ['-P', String(postmaster)])
      .toString()
      .trim()
      .split('\n'),
  ].map(Number);
  for (const pid of pids) process.kill(pid, 'SIGSTOP');
  try {
    const answers = await Promise.all(
      ['connections', 'facets', 'figures', 'connections'].map(async (what) => {
        const answer = await get(server, `/api/realms/dev/${what}`, cookie);
        return { status: answer.status, id: answer.headers.get('x-request-id') };
      }),
    );
    for (const { status, id } of answers) {
      expect(status).toBe(503);
      await expect.poll(server.output).toContain(`"requestId":"${id}"`);
    }
    expect(await statusOf(server, '/healthz')).toBe(200);
    expect(await statusOf(server, '/readyz')).toBe(503);
  } finally {
    for (const pid of pids) process.kill(pid, 'SIGCONT');
  }
  await expect.poll(asked, { timeout: 10_000 }).toBe(200);
  await expect.poll(() => statusOf(server, '/readyz'), { timeout: 10_000 }).toBe(200);
  await stop(server);
});

test('counts what it does, for those who show the token', async ({ page }) => {
  test.setTimeout(60_000);
  const server = await startAll();
  const cookie = await signIn(server, page);
  await expect.poll(() => statusOf(server, '/api/realms/dev/connections', cookie)).toBe(200);
  expect(await statusOf(server, '/metrics')).toBe(401);
  expect((await get(server, '/metrics', { authorization: 'Bearer wrong-token-0123456789' })).status).toBe(
    401,
  );
  await page.goto(`${server.base}/dev/connections/etl-warehouse`);
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  const scrape = async () => (await get(server, '/metrics', { authorization: `Bearer ${TOKEN}` })).text();
  await expect
    .poll(scrape, { timeout: 20_000 })
    .toMatch(/lava_tests_total\{outcome="passed",stage="none"\} 1/);
  const text = await scrape();
  for (const line of [
    /lava_test_seconds_count\{outcome="passed"\} 1/,
    /lava_aws_calls_total\{service="\w+",operation="\w+",result="ok"\} [1-9]/,
    /lava_http_request_seconds_count\{method="GET",route="\/api\/realms\/\[realm\]\/connections",status="200"\} [1-9]/,
    /lava_database_connections\{state="idle"\} [1-9]/,
    /lava_database_waiting 0/,
    /lava_queue_up 1/,
    /nodejs_eventloop_lag_seconds /,
  ])
    expect(text).toMatch(line);
  await expect
    .poll(server.output)
    .toMatch(
      /"method":"POST","path":"\/dev\/connections\/etl-warehouse",("query":\["tab"\],)?"action":true,"status":200/,
    );
  await stop(server);
});

test('an admin switches testing off and on for everybody, with a reason', async ({ page }) => {
  test.setTimeout(90_000);
  const server = await startAll();
  await signIn(server, page);
  await page.goto(`${server.base}/settings`);
  await page.getByRole('button', { name: 'Switch testing off' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('The network is being moved.');
  await dialog.getByRole('button', { name: 'Switch off' }).click();
  await expect(page.getByText('Testing is switched off.').first()).toBeVisible();
  await page.goto(`${server.base}/dev/connections/etl-warehouse`);
  await expect(page.getByRole('button', { name: 'Test', exact: true })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await page.goto(`${server.base}/settings`);
  await page.getByRole('button', { name: 'Switch testing on' }).click();
  await expect(page.getByText('Testing is switched on.').first()).toBeVisible();
  await page.goto(`${server.base}/dev/connections/etl-warehouse`);
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(page.getByText(/A lava worker would connect as/).first()).toBeVisible();
  await stop(server);
});

test('SIGTERM while a test runs: it is recorded as cancelled, and all is gone within 20 s', async ({
  page,
}) => {
  test.setTimeout(90_000);
  const server = await startAll();
  await signIn(server, page);
  const before = await ask('select 1 from "TestRun"');
  await beginSilentTest(server, page);
  expect(await stop(server)).toBe(0);
  const runs = await ask<{ outcome: string }>(
    `select "outcome" from "TestRun" where "connId" = 'branch-office' order by "startedAt" desc`,
  );
  expect((await ask('select 1 from "TestRun"')).length).toBe(before.length + 1);
  expect(runs[0]?.outcome).toBe('cancelled');
  expect(
    await ask(`select 1 from "AuditEvent" where "target" = 'branch-office' and "outcome" = 'failed'`),
  ).toHaveLength(1);
});

test('a publication that a killed server left is found, and the rest is tried again', async ({ page }) => {
  test.setTimeout(120_000);
  const server = await startAll();
  await signIn(server, page);
  await page.goto(`${server.base}/dev/lava`);
  await page.getByRole('button', { name: 'Pull', exact: true }).first().click();
  await expect(page.getByText(/^Read just now by/)).toBeVisible({ timeout: 20_000 });
  const connIds = ['etl-warehouse', 'crm-sync'];
  for (const connId of connIds) {
    await page.goto(`${server.base}/dev/connections/${connId}/edit`);
    await page.getByRole('textbox', { name: /^Description/ }).fill('Changed before the server is killed.');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await expect(page).toHaveURL(`${server.base}/dev/connections/${connId}`);
  }
  await page.goto(`${server.base}/dev/lava/publish?${connIds.map((id) => `id=${id}`).join('&')}`);
  await ask(`create table kept_item as select i.* from "LavaItem" i join "Realm" r on r."id" = i."realmId"
    where r."name" = 'dev' and i."connId" = 'crm-sync'`);
  await page.getByRole('button', { name: 'Publish 2 connections' }).click();
  await expect(page.getByText('2 connections were published')).toBeVisible();

  // As `kill -9` between a write and its record leaves it, half a minute later.
  await ask(
    `delete from "LavaItem" where ("realmId", "connId") in (select "realmId", "connId" from kept_item)`,
  );
  await ask(`insert into "LavaItem" select * from kept_item`);
  await ask('drop table kept_item');
  await ask(`update "PublicationItem" set "state" = 'waiting' where "connId" = 'crm-sync'`);
  await ask(
    `update "Publication" set "state" = 'running', "finishedAt" = null, "beatAt" = now() - interval '31 seconds'`,
  );
  await page.goto(`${server.base}/dev/lava`);
  await expect(page.getByText('The last publication was interrupted')).toBeVisible();
  await page.getByRole('link', { name: 'Show its results' }).click();
  await expect(page.getByText('The server stopped while publishing')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('row', { name: /crm-sync.*Waiting/ })).toBeVisible();
  await page.getByRole('button', { name: 'Try the rest again' }).click();
  await expect(page.getByText('One connection was published')).toBeVisible();
  await expect(page.getByText('lava’s table held the same already.')).toBeVisible();
  await page.goto(`${server.base}/dev/lava`);
  await expect(page.getByText('1 of 1 was written.')).toBeVisible();
  await stop(server);
});

test('a pull that somebody cancels ends, and shows nothing of what it read', async ({ page }) => {
  test.setTimeout(120_000);
  const server = await startAll({ DATABASE_LOCK_TIMEOUT: '60000' });
  await signIn(server, page);
  await page.goto(`${server.base}/dev/lava`);
  await expect(page.getByText(/^Read .* by/)).toBeVisible({ timeout: 20_000 });
  const before = await ask('select "connId", "lookedAt" from "LavaItem" order by 1');
  // Keeps what was read from taking its place, so that the pull runs until it is cancelled.
  const holding = new pg.Client({ connectionString: url });
  await holding.connect();
  try {
    await holding.query('begin; lock table "LavaItem" in share mode');
    await page.getByRole('button', { name: 'Pull', exact: true }).first().click();
    await page.getByRole('button', { name: 'Cancel the pull' }).click();
    await expect(page.getByText('The last pull was cancelled')).toBeVisible();
  } finally {
    await holding.end();
  }
  await expect.poll(() => ask('select 1 from "PulledItem"')).toEqual([]);
  expect(await ask('select "connId", "lookedAt" from "LavaItem" order by 1')).toEqual(before);
  await page.getByRole('button', { name: 'Pull', exact: true }).first().click();
  await expect(page.getByText(/^Read just now by/)).toBeVisible({ timeout: 20_000 });
  await stop(server);
});

test('the web server alone ends in order too; behind https it says so', async () => {
  const server = await startServer({ PUBLIC_URL: 'https://lava.example.com' });
  await expect.poll(() => statusOf(server, '/readyz'), { timeout: 30_000 }).toBe(200);
  const page = await get(server, '/sign-in');
  expect(page.headers.get('strict-transport-security')).toMatch(/^max-age=\d{8}/);
  expect(page.headers.get('content-security-policy')).toContain('upgrade-insecure-requests');
  // 128 + 15, as Next.js ends on a signal.
  expect(await stop(server)).toBe(143);
  expect(server.output()).toContain('"msg":"stopped"');
});
