import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';

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

/** How many pixels of each table of the page have to be scrolled to sideways. */
function hiddenOf(page: Page): Promise<number[]> {
  return page
    .getByRole('table')
    .or(page.getByRole('grid'))
    .evaluateAll((tables) =>
      tables.map(({ parentElement: room }) => (room ? room.scrollWidth - room.clientWidth : 0)),
    );
}

for (const { path, width } of [
  { path: '/dev/connections', width: 1440 },
  { path: '/dev/audit', width: 1440 },
  { path: '/dev/audit/iam', width: 1440 },
  { path: '/dev/credentials', width: 1440 },
  { path: '/dev/connections', width: 400 },
  { path: '/reference/roles', width: 400 },
  { path: '/realms/dev/edit', width: 400 },
]) {
  test(`no table of ${path} has to be scrolled sideways at ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height: 1000 });
    await page.goto(path);
    await expect(page.getByRole('row').nth(1)).toBeVisible();
    await expect.poll(async () => (await hiddenOf(page)).filter((hidden) => hidden > 0)).toEqual([]);
  });
}

test('a dialog begins in its field and gives the focus back', async ({ page }) => {
  await page.goto('/people');
  const invite = page.getByRole('button', { name: 'Invite', exact: true });
  await invite.press('Enter');
  await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Name' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(invite).toBeFocused();
});

test('what is asked after a look at the jobs gives the focus back, too', async ({ page }) => {
  await page.goto('/dev/connections?f=connId%3Detl-warehouse');
  await page.getByRole('checkbox', { name: 'Select etl-warehouse' }).check({ force: true });
  const disable = page.getByRole('button', { name: 'Disable', exact: true });
  await disable.press('Enter');
  const asking = page.getByRole('dialog', { name: 'Disable etl-warehouse?' });
  await expect(asking).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(asking).toHaveCount(0);
  await expect(disable).toBeFocused();
});

test('the search gives the focus back', async ({ page }) => {
  await page.goto('/dev/connections');
  const search = page.getByRole('button', { name: 'Search and commands' });
  await search.press('Enter');
  await expect(page.getByPlaceholder(/Go to a page/)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(search).toBeFocused();
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
