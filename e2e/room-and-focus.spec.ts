import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';

/** How far tables can be scrolled sideways within their boxes. */
const hidden = (page: Page) =>
  page.evaluate(() =>
    Math.max(
      ...[...document.querySelectorAll('main table')].map((table) =>
        table.parentElement ? table.parentElement.scrollWidth - table.parentElement.clientWidth : 0,
      ),
    ),
  );

for (const [what, address, shown] of [
  ['the jobs of a connection', '/dev/connections/etl-warehouse?tab=jobs', 'Every 2 hours'],
  ['candidates for IAM', '/dev/audit/iam', 'Database user'],
  ['the audit and broken jobs', '/dev/audit', 'What is wrong'],
  ['the comparison with lava', '/dev/lava', 'Changed on both sides'],
  ['a field reference', '/reference/postgres-rds', 'Else the secret'],
] as const) {
  test(`${what} fit on a narrow screen without scrolling sideways`, async ({ page, expectAccessible }) => {
    await page.setViewportSize({ width: 400, height: 900 });
    await page.goto(address);
    await expect(page.getByText(shown).first()).toBeVisible();
    await expect.poll(() => hidden(page)).toBeLessThanOrEqual(0);
    await expectAccessible();
  });
}

test('nothing widens a narrow page before its scripts run', async ({ browser, context, baseURL }) => {
  const unscripted = await browser.newContext({
    baseURL,
    storageState: await context.storageState(),
    javaScriptEnabled: false,
    viewport: { width: 400, height: 900 },
  });
  const page = await unscripted.newPage();
  await page.goto('/dev/connections');
  await page.evaluate(() => window.scrollTo(500, 0));
  expect(await page.evaluate(() => window.scrollX)).toBe(0);
  await unscripted.close();
});

test('a panel that is closed gives the focus back to what opened it', async ({ page }) => {
  await page.goto('/dev/lava');
  const compare = page.getByRole('button', { name: 'Compare compliance', exact: true });
  await compare.press('Enter');
  await expect(page.getByText('Last agreed').first()).toBeVisible();
  await page.getByRole('button', { name: /close/i }).last().press('Enter');
  await expect(page.getByText('Last agreed')).toHaveCount(0);
  await expect(compare).toBeFocused();
});

test('lava’s realms are looked for only once a region is given', async ({ page }) => {
  await page.goto('/realms/new');
  await page.getByRole('button', { name: 'Look for realms' }).click();
  await expect(page.getByText('Write the region as AWS does').first()).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Region' })).toBeFocused();
});

test('a publication names what it deletes', async ({ page }) => {
  await page.goto('/dev/lava/publish?id=retired%2Freports');
  const warning = page.getByText('This deletes a connection in lava’s table');
  await expect(warning).toBeVisible();
  await expect(page.getByText('retired/reports. Jobs that name it fail from then on.')).toBeVisible();
  await page.getByRole('checkbox', { name: 'Publish' }).uncheck();
  await expect(warning).toHaveCount(0);
});
