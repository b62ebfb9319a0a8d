import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { asRole, ensureRole } from '../lib/db/console-role';
import { expect, test } from './fixtures';
import { bringSession, get, type OwnStore, ownStore, signIn, statusOf } from './own-store';
import { stopProcess } from './product-process';

// The product without its database, and as two: real processes on a PostgreSQL that the tests start, stop and freeze.
test.describe.configure({ mode: 'serial' });

let store: OwnStore;

test.beforeAll(async () => {
  store = await ownStore();
});
test.afterAll(() => store.close());

test('starts without its database, says so, and is ready within 10 s of its return', async ({ page }) => {
  test.setTimeout(90_000);
  const server = await store.startAll();
  await expect.poll(() => statusOf(server, '/healthz'), { timeout: 45_000 }).toBe(200);
  const answer = await get(server, '/readyz');
  expect(answer.status).toBe(503);
  const text = await answer.text();
  expect(JSON.parse(text)).toEqual({
    ready: false,
    problems: [{ part: 'database', message: 'The database cannot be reached.' }],
  });
  expect(text).not.toContain(new URL(store.url).password);
  const unknown = await bringSession(page, server, 'a-session-from-before');
  await page.goto(`${server.base}/dev/connections`);
  await expect(page.getByRole('heading', { name: 'The database cannot be reached' })).toBeVisible();
  // Also where nobody has to be signed in: said in the page's own frame, and gone by itself.
  const open = await page.context().newPage();
  await open.goto(`${server.base}/set-password/none`);
  await expect(open.getByRole('heading', { name: 'The database cannot be reached' })).toBeVisible();
  const api = await get(server, '/api/realms/dev/connections', unknown);
  expect([api.status, (await api.json()).error.code]).toEqual([503, 'UNAVAILABLE']);

  await store.start();
  await expect.poll(() => statusOf(server, '/readyz'), { timeout: 10_000, intervals: [100] }).toBe(200);
  await expect(open.getByRole('heading', { name: 'This link cannot be used' })).toBeVisible();
  await open.close();
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
  expect(await stopProcess(server)).toBe(0);
});

test('migrates as the owner of the tables when the database comes late, and works as another role', async () => {
  test.setTimeout(90_000);
  await store.start();
  await store.ask('drop schema public cascade; drop schema if exists pgboss cascade; create schema public');
  await ensureRole(store.url, 'lava_app', 'app-password');
  await store.stop();
  const server = await store.startAll({
    DATABASE_URL: asRole(store.url, 'lava_app', 'app-password'),
    MIGRATION_DATABASE_URL: store.url,
  });
  await expect.poll(() => statusOf(server, '/healthz'), { timeout: 45_000 }).toBe(200);
  await store.start();
  await expect.poll(() => statusOf(server, '/readyz'), { timeout: 20_000 }).toBe(200);
  expect(await store.ask(`select distinct tableowner from pg_tables where schemaname = 'public'`)).toEqual([
    { tableowner: 'postgres' },
  ]);
  expect(
    await store.ask(`select has_table_privilege('lava_app', '"AuditEvent"', 'insert') as "adds",
      has_table_privilege('lava_app', '"AuditEvent"', 'update') as "changes"`),
  ).toEqual([{ adds: true, changes: false }]);
  await signIn(server);
  expect(await stopProcess(server)).toBe(0);
});

test('two servers that start at once migrate once', async () => {
  test.setTimeout(60_000);
  await store.ask('drop schema public cascade; drop schema if exists pgboss cascade; create schema public');
  const both = await Promise.all([store.startServer(), store.startServer()]);
  for (const server of both)
    await expect.poll(() => statusOf(server, '/readyz'), { timeout: 30_000 }).toBe(200);
  const rows = await store.ask<{ count: string }>(
    'select count(*)::text as "count" from _prisma_migrations group by migration_name',
  );
  expect(rows.length).toBeGreaterThan(2);
  expect(new Set(rows.map(({ count }) => count))).toEqual(new Set(['1']));
  const applied = both.map(({ output }) => output().match(/"migrations":\[[^\]]+\]/g)?.length ?? 0);
  expect(applied.sort()).toEqual([0, 1]);
  for (const server of both) await stopProcess(server);
});

test('a frozen database is told, and all goes on when it wakes', async () => {
  test.setTimeout(60_000);
  const server = await store.startAll();
  await expect.poll(() => statusOf(server, '/readyz'), { timeout: 45_000 }).toBe(200);
  const cookie = await signIn(server);
  const asked = () => statusOf(server, '/api/realms/dev/connections', cookie);
  await expect.poll(asked, { timeout: 20_000 }).toBe(200);
  const postmaster = (await readFile(path.join(store.pgdata, 'postmaster.pid'), 'utf8')).split('\n')[0];
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
  await stopProcess(server);
});

test('says that a page is being read while the database takes its time', async ({
  page,
  expectAccessible,
}) => {
  test.setTimeout(90_000);
  await store.start();
  const patient = { DATABASE_STATEMENT_TIMEOUT: '60000', DATABASE_LOCK_TIMEOUT: '60000' };
  const server = await store.startAll(patient);
  await expect.poll(() => statusOf(server, '/readyz'), { timeout: 45_000 }).toBe(200);
  await signIn(server, page);
  await page.goto(`${server.base}/dev/connections`);
  const link = page.getByRole('link', { name: 'Deleted', exact: true });
  await expect(link).toBeVisible();
  const reading = page.getByRole('status', { name: 'Loading the page' });
  const holder = new pg.Client({ connectionString: store.url });
  await holder.connect();
  try {
    await holder.query('begin; lock table "ConnectionVersion" in access exclusive mode');
    await link.click();
    await expect(reading).toBeVisible();
    await expectAccessible();
  } finally {
    await holder.end();
  }
  await expect(page.getByRole('heading', { name: 'Deleted connections' })).toBeVisible();
  await expect(reading).toHaveCount(0);
  await stopProcess(server);
});

test('the web server alone ends in order too; behind https it says so', async () => {
  const server = await store.startServer({ PUBLIC_URL: 'https://lava.example.com' });
  await expect.poll(() => statusOf(server, '/readyz'), { timeout: 30_000 }).toBe(200);
  const page = await get(server, '/sign-in');
  expect(page.headers.get('strict-transport-security')).toMatch(/^max-age=\d{8}/);
  expect(page.headers.get('content-security-policy')).toContain('upgrade-insecure-requests');
  // 128 + 15, as Next.js ends on a signal.
  expect(await stopProcess(server)).toBe(143);
  expect(server.output()).toContain('"msg":"stopped"');
});
