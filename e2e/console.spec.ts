import { expect, test } from './fixtures';

test('says plainly that it is the sandbox', async ({ page }) => {
  await page.goto('/dev/connections');
  await expect(page.getByRole('link', { name: /^Sandbox/ }).filter({ visible: true })).toBeVisible();
  await page.setViewportSize({ width: 400, height: 900 });
  await expect(page.getByRole('link', { name: 'Lava Connections (sandbox)' })).toBeInViewport({ ratio: 1 });
});

test('switches the realm and stays in the section', async ({ page }) => {
  await page.goto('/dev/activity');
  await page.getByRole('button', { name: 'Realm: dev' }).click();
  await page.getByRole('menuitem', { name: /prod/ }).click();
  await expect(page).toHaveURL('/prod/activity');
  await expect(page.getByRole('heading', { level: 1, name: 'Activity' })).toBeVisible();
});

test('finds a connection from anywhere by keyboard', async ({ page, expectAccessible }) => {
  await page.goto('/dev/audit');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('Control+k');
  const search = page.getByPlaceholder(/Go to a page/);
  await expect(search).toBeFocused();
  await expectAccessible();
  await search.fill('marketing/camp');
  await expect(page.getByRole('option', { name: /marketing\/campaigns/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/dev/connections/marketing%2Fcampaigns');
  await expect(page.getByRole('heading', { level: 1, name: 'marketing/campaigns' })).toBeVisible();
});

test('goes to every page of the navigation by keyboard, and to those beside it', async ({ page }) => {
  await page.goto('/dev/connections');
  const links = page.getByRole('navigation', { name: 'Side navigation' }).getByRole('link');
  await expect(links.filter({ hasText: 'Deleted' })).toBeVisible();
  const names = (await links.allTextContents()).filter((name) => name !== 'Lava Connections');
  await page.keyboard.press('Meta+k');
  for (const name of [...names, 'Import', 'New connection', 'Account']) {
    await expect(page.getByRole('option', { name, exact: true }), name).toHaveCount(1);
  }
  await page.getByPlaceholder(/Go to a page/).fill('import');
  await page.getByRole('option', { name: 'Import', exact: true }).click();
  await expect(page).toHaveURL('/dev/import');
});

test('says where a page of the navigation is, and leads back from there', async ({ page }) => {
  const way = page.getByRole('navigation', { name: 'Breadcrumbs' });
  await page.goto('/settings');
  await expect(way).toContainText('Settings');
  await expect(way.getByRole('link', { name: 'Lava Connections' })).toHaveAttribute('href', '/realms');
  await page.goto('/dev/credentials');
  await expect(way).toContainText('Credential expiry');
  await way.getByRole('link', { name: 'dev' }).click();
  await expect(page).toHaveURL('/dev/connections');
});

test('keeps colours and density for the next visit', async ({ page }) => {
  await page.goto('/dev/connections');
  await page.getByRole('button', { name: 'Display settings' }).click();
  await page.getByRole('menuitem', { name: 'Dark' }).click();
  await expect(page.locator('body')).toHaveClass(/awsui-dark-mode/);
  await page.getByRole('button', { name: 'Display settings' }).click();
  const saved = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.getByRole('menuitem', { name: 'Compact' }).click();
  await expect(page.locator('body')).toHaveClass(/awsui-compact-mode/);
  await saved;
  await page.reload();
  await expect(page.locator('body')).toHaveClass(/awsui-dark-mode/);
  await expect(page.locator('body')).toHaveClass(/awsui-compact-mode/);
});

test.describe('in system mode', () => {
  test.use({ colorScheme: 'dark' });

  test('is dark from the first paint where the system is', async ({ page }) => {
    await page.goto('/realms', { waitUntil: 'commit' });
    await expect(page.locator('body')).toHaveClass(/awsui-dark-mode/);
  });
});

test('the bar over the pages stays in view while a list scrolls', async ({ page }) => {
  await page.goto('/dev/connections?size=200');
  await page.getByRole('rowheader').last().scrollIntoViewIfNeeded();
  expect(await page.evaluate(() => window.scrollY)).toBeGreaterThan(100);
  const bar = await page.locator('#top-navigation').boundingBox();
  expect(bar?.y).toBe(0);
});

test('a page brings the styles of all its parts in one sheet', async ({ page }) => {
  await page.goto('/dev/connections');
  const texts = await page.evaluate(async () => {
    const sheets = [...document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')];
    return Promise.all(sheets.map(async ({ href }) => (await fetch(href)).text()));
  });
  expect(texts.length).toBeLessThan(10);
  for (const part of [
    'awsui_button_',
    'awsui_table_',
    'awsui_body-cell_',
    'awsui_token_',
    'awsui-version-info-',
  ])
    expect(
      texts.filter((text) => text.includes(part)),
      part,
    ).toHaveLength(1);
});
