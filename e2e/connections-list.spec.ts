import type { Page } from '@playwright/test';
import { listOf, newConnId } from './conn-ids';
import { expect, test } from './fixtures';
import { changeConnection, makeConnection } from './given';

const table = (page: Page) => page.getByRole('grid', { name: /^Connections of/ });
const rowOf = (page: Page, connId: string) => table(page).getByRole('row').filter({ hasText: connId });
const names = (page: Page) => table(page).getByRole('rowheader');
const selection = (page: Page) => page.getByRole('region', { name: 'Selected connections' });
const quickFilters = (page: Page) => page.getByRole('region', { name: 'Quick filters' });
const select = (page: Page, connId: string) =>
  page.getByRole('checkbox', { name: `Select ${connId}`, exact: true }).check({ force: true });

/** Shows a column that the list has not by default. */
async function showColumn(page: Page, name: string) {
  await page.getByRole('button', { name: 'Preferences of the list' }).click();
  const dialog = page.getByRole('dialog', { name: 'Preferences of the list' });
  await dialog.getByRole('checkbox', { name }).check({ force: true });
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await expect(table(page).getByRole('columnheader', { name })).toHaveCount(1);
}

/** Makes connections whose conn_ids begin with `start` and opens the list of just these. */
async function makeSome(page: Page, start: string, count: number, realm = 'dev', from = 'etl-warehouse') {
  const connIds = Array.from({ length: count }, (_, index) => `${start}-${index + 1}`);
  for (const connId of connIds) await makeConnection(page, connId, { realm, from });
  await page.goto(listOf(start, realm));
  await expect(names(page)).toHaveText(connIds.map((connId) => new RegExp(connId)));
  return connIds;
}

test('a filter stands in the address, goes with back and comes with forward', async ({ page }) => {
  await page.goto('/dev/connections?size=200');
  await expect(rowOf(page, 'hr/payroll')).toBeVisible();

  await page.getByRole('combobox', { name: 'Filter connections' }).fill('partner-feed');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/f=%3Apartner-feed/);
  await expect(names(page)).toHaveText(['partner-feed']);

  await page.goBack();
  await expect(rowOf(page, 'hr/payroll')).toBeVisible();
  await page.goForward();
  await expect(names(page)).toHaveText(['partner-feed']);
});

test('a shared address shows the same rows, and says when nothing matches', async ({ page }) => {
  await page.goto('/dev/connections?f=connId%3Dhr%2Fpayroll');
  await expect(names(page)).toHaveText(['hr/payroll']);

  await page.goto('/dev/connections?f=connId%3Dno-such-connection&size=200');
  await expect(page.getByText('No connection matches')).toBeVisible();
  await page.getByRole('button', { name: 'Clear filter', exact: true }).click();
  await expect(page).toHaveURL(/\/dev\/connections\?size=200$/);
  await expect(rowOf(page, 'hr/payroll')).toBeVisible();
});

test('suggestions carry counts', async ({ page }) => {
  await page.goto('/dev/connections');
  await page.getByRole('combobox', { name: 'Filter connections' }).fill('Login method = ');
  await expect(
    page.getByRole('option', { name: /IAM temporary credentials.*\d+ connections/ }),
  ).toBeVisible();
});

test('a press on a column sorts, and the order stands in the address', async ({ page }) => {
  const start = newConnId('sort');
  const connIds = await makeSome(page, start, 2);
  await table(page)
    .getByRole('columnheader', { name: /^Connection\b/ })
    .getByRole('button')
    .first()
    // A copy of the header that stays in view lies over it.
    .dispatchEvent('click');
  await expect(page).toHaveURL(/sort=-connId/);
  await expect(names(page)).toHaveText([...connIds].reverse().map((connId) => new RegExp(connId)));
});

test('pages are read one by one', async ({ page }) => {
  await page.goto('/dev/connections?size=20');
  await expect(names(page)).toHaveCount(20);
  await page.getByRole('button', { name: /^Page 2\b/ }).click();
  await expect(page).toHaveURL(/page=2/);
  await expect(rowOf(page, 'audit-export')).toHaveCount(0);

  await page.goto('/dev/connections?size=20&page=999');
  await expect(page).not.toHaveURL(/page=999/);
  await expect(names(page).first()).toBeVisible();
});

test('a quick filter shows as many rows as it says', async ({ page }) => {
  const start = newConnId('quick');
  await makeSome(page, start, 1, 'dev', 'summer-campaign');
  await page.goto('/dev/connections?size=200');
  const button = quickFilters(page).getByRole('button', { name: /^Disabled \d+/ });
  await expect(button).toHaveAttribute('aria-pressed', 'false');
  await button.click();
  await expect(page).toHaveURL(/f=enabled%3Dfalse/);
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  await expect(rowOf(page, 'hr/payroll')).toHaveCount(0);
  await expect(rowOf(page, `${start}-1`)).toBeVisible();
  await button.click();
  await expect(page).not.toHaveURL(/f=/);
});

test('several are disabled, undone, copied and deleted, and come back', async ({ page }) => {
  const start = newConnId('bulk');
  const connIds = await makeSome(page, start, 2);
  for (const connId of connIds) await select(page, connId);
  await expect(selection(page)).toContainText('2 selected');

  await selection(page).getByRole('button', { name: 'Disable' }).click();
  await expect(page.getByText('2 connections disabled.')).toBeVisible();
  for (const connId of connIds) await expect(rowOf(page, connId)).toContainText('Disabled');
  await expect(selection(page), 'the selection outlives reading anew').toContainText('2 selected');

  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('2 connections enabled.')).toBeVisible();
  for (const connId of connIds) await expect(rowOf(page, connId)).not.toContainText('Disabled');

  await selection(page).getByRole('button', { name: 'Duplicate' }).click();
  await expect(page.getByText('2 connections copied.')).toBeVisible();
  await expect(names(page)).toHaveCount(4);

  await selection(page).getByRole('button', { name: 'Delete' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete 2 connections?' });
  for (const connId of connIds) await expect(dialog).toContainText(connId);
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('2 connections deleted.')).toBeVisible();
  await expect(names(page)).toHaveCount(2);

  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('2 connections restored.')).toBeVisible();
  await expect(names(page)).toHaveCount(4);
});

test('a protected realm wants the words typed before it deletes', async ({ page }) => {
  const start = newConnId('protected');
  const connIds = await makeSome(page, start, 2, 'prod');
  for (const connId of connIds) await select(page, connId);
  await selection(page).getByRole('button', { name: 'Delete' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete 2 connections?' });
  const confirm = dialog.getByRole('button', { name: 'Delete' });
  await expect(confirm).toBeDisabled();
  const words = dialog.getByRole('textbox', { name: /^prod is protected/ });
  await words.fill('delete 1 connections');
  await expect(confirm).toBeDisabled();
  await words.fill('delete 2 connections');
  await confirm.click();
  await expect(page.getByText('2 connections deleted.').first()).toBeVisible();
  await expect(page.getByText('No connection matches')).toBeVisible();
});

test('testing many shows how far it is, and can be cancelled', async ({ page }) => {
  const start = newConnId('slow');
  const connIds = await makeSome(page, start, 2, 'dev', 'branch-office');
  for (const connId of connIds) await select(page, connId);
  await selection(page).getByRole('button', { name: 'Test' }).click();
  await expect(page.getByRole('progressbar', { name: 'Tests done' })).toBeVisible();
  await expect(page.getByText('0 of 2 done')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  // One that had not begun by then is not tested at all; none goes on to its end, which would be a failure.
  await expect(
    page.getByText(/^Tested 2 connections: (\d (cancelled|not tested)(, )?)+\.$/).first(),
  ).toBeVisible();
});

test('what failed of many is named', async ({ page }) => {
  const start = newConnId('failing');
  const connIds = await makeSome(page, start, 2);
  const [gone, works] = connIds;
  await changeConnection(page, String(gone), { password: '/lava/dev/no/such/parameter' });
  await page.reload();
  for (const connId of connIds) await select(page, connId);
  await selection(page).getByRole('button', { name: 'Test' }).click();
  await expect(page.getByText('Tested 2 connections: 1 passed, 1 failed.').first()).toBeVisible();
  await expect(page.getByText(`Failed: ${gone}.`).first()).toBeVisible();
  await expect(rowOf(page, String(works))).toContainText('Passed');
});

test('many are tested with a summary', async ({ page }) => {
  const start = newConnId('many');
  const connIds = await makeSome(page, start, 2);
  for (const connId of connIds) await select(page, connId);
  await selection(page).getByRole('button', { name: 'Test' }).click();
  // It is also announced for those who do not see it.
  await expect(page.getByText('Tested 2 connections: 2 passed.').first()).toBeVisible({ timeout: 40_000 });
  for (const connId of connIds) await expect(rowOf(page, connId)).toContainText('Passed');
  for (const connId of connIds) await expect(rowOf(page, connId)).toContainText(/\d+:\d\d left/);
});

test('a view keeps a filter under a name', async ({ page }) => {
  const name = newConnId('view');
  await page.goto('/dev/connections?f=connId%3Dhr%2Fpayroll');
  await expect(names(page)).toHaveText(['hr/payroll']);
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitem', { name: 'Save this filter as a view…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save this filter as a view' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  await dialog.getByRole('button', { name: 'Save view' }).click();
  await expect(page.getByText(`View "${name}" saved.`)).toBeVisible();

  await page.goto('/dev/connections');
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitemcheckbox', { name }).click();
  await expect(names(page)).toHaveText(['hr/payroll']);
  await page.getByRole('button', { name: `View: ${name}` }).click();
  await page.getByRole('menuitem', { name: `Delete the view "${name}"` }).click();
  await expect(page.getByText(`View "${name}" deleted.`)).toBeVisible();
});

test('the reader’s columns stay', async ({ page }) => {
  await page.goto('/dev/connections?f=connId%3Dhr%2Fpayroll');
  await expect(table(page).getByRole('columnheader', { name: 'Owner' })).toHaveCount(0);
  await showColumn(page, 'Owner');
  await page.reload();
  await expect(names(page)).toHaveText(['hr/payroll']);
  await expect(table(page).getByRole('columnheader', { name: 'Owner' })).toHaveCount(1);
});

test('the list can be used by everyone, also on a narrow screen', async ({ page, expectAccessible }) => {
  await page.goto('/dev/connections?size=200');
  await expect(rowOf(page, 'hr/payroll')).toBeVisible();
  await expectAccessible();
  await page.setViewportSize({ width: 400, height: 800 });
  await expect(rowOf(page, 'hr/payroll')).toBeVisible();
  // What does not fit beside the name stands below it.
  await expect(rowOf(page, 'hr/payroll').getByText('Last test')).toBeVisible();
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
});

test('a page that nobody touches reads on, and does not keep the session from ending', async ({ page }) => {
  // Not Playwright's clock: it goes on ahead in the pages of later tests.
  await page.addInitScript(() => {
    const now = Date.now;
    let later = 0;
    Date.now = () => now() + later;
    addEventListener('later', (event) => {
      later += Number(Reflect.get(event, 'detail'));
    });
  });
  const marks: string[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).pathname !== '/api/realms/dev/connections') return;
    marks.push(request.headers()['x-unattended'] ?? 'attended');
  });
  await page.goto('/dev/connections?f=connId%3Detl-warehouse');
  await expect(page.getByRole('rowheader', { name: 'etl-warehouse' })).toBeVisible();
  /** How the page marks what it reads so many milliseconds later, when its window comes to the front again. */
  const markLater = async (ms: number) => {
    const before = marks.length;
    await page.evaluate((detail) => dispatchEvent(new CustomEvent('later', { detail })), ms);
    const toFront = () => document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    await expect(async () => {
      await page.evaluate(toFront);
      expect(marks.length).toBeGreaterThan(before);
    }).toPass({ intervals: [100] });
    return marks.at(-1);
  };
  await page.keyboard.press('Shift');
  expect(await markLater(20_000)).toBe('attended');
  expect(await markLater(61_000)).toBe('1');
  await page.keyboard.press('Shift');
  expect(await markLater(20_000)).toBe('attended');
});
