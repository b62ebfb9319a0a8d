import type { Page } from '@playwright/test';
import pg from 'pg';
import { expect, test } from './fixtures';
import { get, METRICS_TOKEN, type OwnStore, ownStore, signIn, statusOf } from './own-store';
import { type ProductProcess, stopProcess } from './product-process';

// One product on a store of its own: what all of it shares is counted, switched off, interrupted and ended.
test.describe.configure({ mode: 'serial' });

let store: OwnStore;
let server: ProductProcess;

test.beforeAll(async () => {
  store = await ownStore();
  await store.start();
  // A pull may be held up for longer than is usual.
  server = await store.startAll({ DATABASE_LOCK_TIMEOUT: '60000' });
});
test.afterAll(() => store.close());
test.beforeEach(async ({ page }) => {
  await signIn(server, page);
});

/** Begins a test of the example whose server stays silent, as the page does, and waits until it dials. */
async function beginSilentTest(page: Page): Promise<void> {
  await page.goto(`${server.base}/dev/connections/branch-office`);
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect
    .poll(
      async () =>
        (
          await store.ask(
            "select 1 from \"AuditEvent\" where action = 'connection.test' and target = 'branch-office'",
          )
        ).length,
    )
    .toBeGreaterThan(0);
}

test('counts what it does, for those who show the token', async ({ page }) => {
  test.setTimeout(60_000);
  const cookie = await signIn(server);
  await expect.poll(() => statusOf(server, '/api/realms/dev/connections', cookie)).toBe(200);
  expect(await statusOf(server, '/metrics')).toBe(401);
  expect((await get(server, '/metrics', { authorization: 'Bearer wrong-token-0123456789' })).status).toBe(
    401,
  );
  expect(await store.ask('select 1 from "AuditEvent" where target = \'metrics\'')).toHaveLength(1);
  await page.goto(`${server.base}/dev/connections/etl-warehouse`);
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  const scrape = async () =>
    (await get(server, '/metrics', { authorization: `Bearer ${METRICS_TOKEN}` })).text();
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
});

test('an admin switches testing off and on for everybody, with a reason', async ({ page }) => {
  test.setTimeout(90_000);
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
});

test('a publication that a killed server left is found, and the rest is tried again', async ({ page }) => {
  test.setTimeout(120_000);
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
  await store.ask(`create table kept_item as select i.* from "LavaItem" i join "Realm" r on r."id" = i."realmId"
    where r."name" = 'dev' and i."connId" = 'crm-sync'`);
  await page.getByRole('button', { name: 'Publish 2 connections' }).click();
  await expect(page.getByText('2 connections were published')).toBeVisible();

  // As `kill -9` between a write and its record leaves it, half a minute later.
  await store.ask(
    `delete from "LavaItem" where ("realmId", "connId") in (select "realmId", "connId" from kept_item)`,
  );
  await store.ask(`insert into "LavaItem" select * from kept_item`);
  await store.ask('drop table kept_item');
  await store.ask(`update "PublicationItem" set "state" = 'waiting' where "connId" = 'crm-sync'`);
  await store.ask(
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
});

test('a pull that runs shows how far it is; cancelled or left by a killed server, it shows nothing of what it read', async ({
  page,
}) => {
  test.setTimeout(120_000);
  await page.goto(`${server.base}/dev/lava`);
  await expect(page.getByText(/^Read .* by/)).toBeVisible({ timeout: 20_000 });
  const before = await store.ask('select "connId", "lookedAt" from "LavaItem" order by 1');
  // Keeps what was read from taking its place, so that the pull runs until it is cancelled.
  const holding = new pg.Client({ connectionString: store.url });
  await holding.connect();
  try {
    await holding.query('begin; lock table "LavaItem" in share mode');
    await page.getByRole('button', { name: 'Pull', exact: true }).first().click();
    await expect(page.getByRole('progressbar', { name: 'Reading lava’s tables' })).toBeVisible();
    await expect(page.getByText(/^\d+ connections of about \d+/)).toBeVisible();
    await page.getByRole('button', { name: 'Cancel the pull' }).click();
    await expect(page.getByText('The last pull was cancelled')).toBeVisible();
  } finally {
    await holding.end();
  }
  await expect.poll(() => store.ask('select 1 from "PulledItem"')).toEqual([]);
  expect(await store.ask('select "connId", "lookedAt" from "LavaItem" order by 1')).toEqual(before);
  // As a server that was killed leaves it.
  await store.ask(
    `update "Pull" set "state" = 'running', "finishedAt" = null, "beatAt" = now() - interval '31 seconds'
      where "startedAt" = (select max("startedAt") from "Pull")`,
  );
  await page.reload();
  await expect(page.getByText('The last pull was interrupted')).toBeVisible();
  await page.getByRole('button', { name: 'Pull', exact: true }).first().click();
  await expect(page.getByText(/^Read just now by/)).toBeVisible({ timeout: 20_000 });
});

test('a pull by its schedule shows on open pages that it runs, and what it found when it is whole', async ({
  page,
  context,
}) => {
  test.setTimeout(120_000);
  // Of what lava's table really holds nothing is known here but another item: the next pull finds the difference.
  const seen = `from "Realm" r where r."id" = i."realmId" and r."name" = 'dev' and i."connId" = 'crm-sync'`;
  await store.ask(`update "LavaItem" i set "nowHash" = 'another' ${seen}`);
  await page.goto(`${server.base}/dev/lava?text=crm-sync`);
  const compared = page.getByRole('grid', { name: /beside lava’s table/ }).getByRole('row');
  const compare = compared.filter({ hasText: 'crm-sync' });
  await expect(compare).toContainText('Changed there');
  const list = await context.newPage();
  await list.goto(`${server.base}/dev/connections?f=connId%3Dcrm-sync`);
  const changed = list.getByRole('link', { name: 'Changed there: compare crm-sync' });
  await expect(changed).toBeVisible();

  const holding = new pg.Client({ connectionString: store.url });
  await holding.connect();
  try {
    await holding.query('begin; lock table "LavaItem" in share mode');
    await store.ask(`update "Pull" set "startedAt" = "startedAt" - interval '1 day'`);
    await store.ask(`update "Realm" set "pullEveryMinutes" = 15 where "name" = 'dev'`);
    // A minute has passed.
    await store.ask(`insert into pgboss.job (name) values ('pull-due')`);
    await expect(page.getByRole('progressbar', { name: 'Reading lava’s tables' })).toBeVisible();
    await expect(page.getByText('What is shown below is from the pull before')).toBeVisible();
    await expect.poll(() => store.ask('select 1 from "PulledItem"')).not.toEqual([]);
    await expect(compare).toContainText('Changed there');
    await list.getByRole('button', { name: 'Read the list anew' }).click();
    await expect(changed).toBeVisible();
  } finally {
    await holding.end();
  }
  await expect(page.getByText(/^Read just now by schedule/)).toBeVisible();
  await expect(compare).toContainText('Same');
  await expect(changed).toBeHidden({ timeout: 40_000 });
  await store.ask(`update "Realm" set "pullEveryMinutes" = null where "name" = 'dev'`);
});

test('SIGTERM while a test runs: it is recorded as cancelled, and all is gone within 20 s', async ({
  page,
}) => {
  test.setTimeout(90_000);
  const before = await store.ask('select 1 from "TestRun"');
  await beginSilentTest(page);
  expect(await stopProcess(server)).toBe(0);
  const runs = await store.ask<{ outcome: string }>(
    `select "outcome" from "TestRun" where "connId" = 'branch-office' order by "startedAt" desc`,
  );
  expect((await store.ask('select 1 from "TestRun"')).length).toBe(before.length + 1);
  expect(runs[0]?.outcome).toBe('cancelled');
  expect(
    await store.ask(`select 1 from "AuditEvent" where "target" = 'branch-office' and "outcome" = 'failed'`),
  ).toHaveLength(1);
});
