import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';

/** The sandbox's own connections: other tests make some beside them meanwhile. */
const OWN = 'f=connId%21%5Ee2e%2F';
const rows = (page: Page) => page.getByRole('table', { name: 'Connections and how they log in' });
const figures = (page: Page) => page.getByRole('table', { name: 'Connections by login method' });
const counter = (page: Page, count: number) =>
  page.getByRole('heading', { level: 2, name: `Connections (${count})` });

async function connIds(page: Page): Promise<string[]> {
  const cells = rows(page).locator('tbody').getByRole('rowheader').getByRole('link');
  return cells.allInnerTexts();
}

test('every figure leads to exactly its rows', async ({ page, expectAccessible }) => {
  test.slow();
  await page.goto(`/dev/audit?${OWN}`);
  await expect(figures(page)).toContainText('All methods');
  await expectAccessible();
  const names = await figures(page)
    .getByRole('link')
    .evaluateAll((links) => links.map((link) => link.getAttribute('aria-label') ?? ''));
  const wanted = names.filter((name) =>
    /connections$|All methods, (with high findings|may be unencrypted|disabled)$/.test(name),
  );
  expect(wanted.length).toBeGreaterThan(5);
  for (const name of wanted) {
    await figures(page).getByRole('link', { name, exact: true }).click();
    await expect(counter(page, Number.parseInt(name, 10))).toBeVisible();
    await page.goBack();
    await expect(page).toHaveURL(`/dev/audit?${OWN}`);
  }
});

test('the chart leads to the rows of a part, by keyboard', async ({ page }) => {
  await page.goto(`/dev/audit?${OWN}`);
  await expect(figures(page)).toContainText('All methods');
  await page.getByRole('application', { name: 'Share of the login methods' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^Show the rows: IAM/ }).click();
  await expect(page).toHaveURL(/loginMethod%3Diam/);
  await expect(rows(page)).not.toContainText('SSM parameter');
});

test('what needs attention comes first, and another order is one press away', async ({ page }) => {
  await page.goto(`/dev/audit?${OWN}`);
  await expect(rows(page).locator('tbody tr').first()).toContainText('high');
  await rows(page)
    .getByRole('button', { name: /conn_id/ })
    .click();
  await expect(page).toHaveURL(/sort=connId/);
  await expect(rows(page).locator('tbody tr').first()).toContainText('audit-export');
  await page.getByRole('button', { name: 'Needs attention first' }).click();
  await expect(rows(page).locator('tbody tr').first()).toContainText('high');
});

test('a filtered audit can be sent, and the download holds exactly its rows', async ({ page }) => {
  await page.goto(`/dev/audit?${OWN}&f=loginMethod%3Dssm&sort=owner`);
  await expect(rows(page)).toContainText('reporting/finance');
  const shown = await connIds(page);
  expect(shown.length).toBeGreaterThan(3);

  await page.getByRole('button', { name: 'Download' }).click();
  const [csv] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'CSV' }).click(),
  ]);
  expect(csv.suggestedFilename()).toMatch(/^login-audit-.*\.csv$/);
  const lines = (await readFile(await csv.path(), 'utf8')).trimEnd().split('\n');
  expect(lines.slice(1).map((line) => line.split(',')[0])).toEqual(shown);

  await page.getByRole('button', { name: 'Download' }).click();
  const [json] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'JSON' }).click(),
  ]);
  const parsed: { connId: string }[] = JSON.parse(await readFile(await json.path(), 'utf8'));
  expect(parsed.map(({ connId }) => connId)).toEqual(shown);
});

test('a filter is typed, and cleared when nothing matches', async ({ page }) => {
  await page.goto('/dev/audit?f=%3Anothing-is-called-so');
  await expect(rows(page)).toContainText('No connection matches the filter.');
  await page.getByRole('button', { name: 'Clear the filter' }).click();
  await expect(page).toHaveURL(/\/dev\/audit$/);
  const filter = page.getByRole('combobox', { name: 'Filter connections' });
  await filter.fill('hr/payroll');
  await filter.press('Enter');
  await expect(page).toHaveURL(/f=%3Ahr%2Fpayroll/);
  await expect(rows(page)).toContainText('hr/payroll');
  await expect(rows(page)).not.toContainText('crm-sync');
});

test.describe('on paper', () => {
  test.use({ colorScheme: 'dark' });

  test('every matching row is printed, dark on light, without the console around it', async ({ page }) => {
    const instead = await page.addInitScript(() => {
      window.print = () => document.documentElement.setAttribute('data-printed', 'yes');
    });
    await page.goto(`/dev/audit?${OWN}&size=20`);
    const heading = await page
      .getByRole('heading', { level: 2, name: /^Connections \(\d+\)$/ })
      .textContent();
    const total = Number(heading?.replace(/\D/g, ''));
    expect(total).toBeGreaterThan(20);
    await page.getByRole('button', { name: 'Print' }).click();
    await expect(page.locator('html[data-printed]')).toBeAttached();
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const report = page.locator('.print-report');
    await expect(report.getByRole('heading', { name: 'Login audit of realm dev' })).toBeVisible();
    await expect(report.locator('table').last().locator('tbody tr')).toHaveCount(total);
    await expect(page.locator('#top-navigation')).toBeHidden();
    await expect(report).toHaveCSS('color', 'rgb(0, 0, 0)');
    await expect(report).toHaveCSS('background-color', 'rgb(255, 255, 255)');
    await instead.dispose();
  });
});

test('filters by the time of the last change, its author and the duration of credentials', async ({
  page,
}) => {
  const rows = page.getByRole('table', { name: 'Connections and how they log in' }).getByRole('row');
  const filter = page.getByRole('combobox', { name: 'Filter connections' });
  await page.goto('/dev/audit');
  await expect(rows.nth(1)).toBeVisible();
  await filter.fill('Last change (UTC) >= 2100-01-01');
  await filter.press('Enter');
  await expect(page).toHaveURL(/f=updatedAt%3E%3D2100-01-01/);
  await expect(page.getByText('No connection matches the filter.').first()).toBeVisible();
  await page.goto(
    `/dev/audit?${new URLSearchParams([
      ['f', 'duration>=16m'],
      ['f', 'updatedBy!=nobody'],
    ])}`,
  );
  await expect(page.getByText('Credential duration >= 16m')).toBeVisible();
  await expect(rows.nth(1)).toContainText(/for .*(hour|minutes)/);
  await expect(page.getByText(/for 15 minutes/)).toHaveCount(0);
});
