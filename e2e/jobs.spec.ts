import type { Page } from '@playwright/test';
import { listOf, newConnId, pageOf } from './conn-ids';
import { expect, test } from './fixtures';
import { makeConnection } from './given';

const rowOf = (page: Page, connId: string) =>
  page
    .getByRole('grid', { name: /^Connections of/ })
    .getByRole('row')
    .filter({ has: page.getByRole('link', { name: connId, exact: true }) });
const dialog = (page: Page, name: string) => page.getByRole('dialog', { name });
const concerned = (page: Page) => page.getByRole('table', { name: 'Jobs concerned' });

async function choose(page: Page, action: string): Promise<void> {
  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: action }).click();
}

test('the list counts jobs, leads to them, and finds what no job uses', async ({ page }) => {
  await page.goto('/dev/connections?size=200');
  await expect(rowOf(page, 'partner-feed')).toContainText('Unused');
  await rowOf(page, 'etl-warehouse').getByRole('link', { name: '4 jobs of etl-warehouse' }).click();
  const jobs = page.getByRole('table', { name: 'Jobs that use etl-warehouse' });
  await expect(jobs.getByRole('row').filter({ hasText: 'load/orders' })).toContainText(
    /Every hour at minute 5\s*5 \* \* \* \*/,
  );

  await page.goto('/dev/connections?f=jobs%3Dunused&size=200');
  await expect(rowOf(page, 'partner-feed')).toBeVisible();
  await expect(rowOf(page, 'etl-warehouse')).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^Unused \d/ })).toHaveAttribute('aria-pressed', 'true');
});

test('the jobs of a connection stand on its page, the disabled ones too', async ({
  page,
  expectAccessible,
}) => {
  await page.goto(`${pageOf('legacy-loader')}?tab=jobs`);
  await expect(page.getByRole('tab', { name: 'Jobs (1)' })).toBeVisible();
  const jobs = page.getByRole('table', { name: 'Jobs that use legacy-loader' });
  await expect(jobs).toContainText('legacy/load');
  await expect(jobs).toContainText('Disabled');
  await expect(jobs).toContainText('On demand only');
  await expectAccessible();

  await page.goto(`${pageOf('partner-feed')}?tab=jobs`);
  await expect(page.getByText('No job uses this connection.')).toBeVisible();
});

test('disabling names the jobs first, and cancelling changes nothing', async ({ page, expectAccessible }) => {
  await page.goto(pageOf('crm-sync'));
  await choose(page, 'Disable');
  const asking = dialog(page, 'Disable crm-sync?');
  await expect(asking).toContainText('2 jobs, all of them enabled');
  await expect(concerned(page)).toContainText('crm/sync');
  await expect(concerned(page)).toContainText('Every 2 hours');
  await expect(concerned(page)).toContainText('core');
  await expectAccessible();
  await asking.getByRole('button', { name: 'Cancel' }).click();
  await expect(asking).toBeHidden();
  await choose(page, 'Disable');
  await expect(asking).toBeVisible();
});

test('the form asks the same before it saves a connection as disabled', async ({ page }) => {
  await page.goto(`${pageOf('crm-sync')}/edit`);
  await expect(
    page.getByText('It cannot be changed: jobs name it (2 jobs, all of them enabled).'),
  ).toBeVisible();
  await page.locator('[data-field="enabled"]').getByRole('checkbox').uncheck({ force: true });
  await page.getByRole('button', { name: /^Save/ }).click();
  const asking = dialog(page, 'Disable crm-sync?');
  await expect(concerned(page)).toContainText('crm/archive');
  await asking.getByRole('button', { name: 'Cancel' }).click();
  await expect(asking).toBeHidden();
  await expect(page).toHaveURL(/\/edit$/);
});

test('what no job uses is disabled at once, with undo, and deleting says that no job uses it', async ({
  page,
}) => {
  const connId = newConnId('unused');
  await makeConnection(page, connId);
  await page.goto(pageOf(connId));
  await choose(page, 'Disable');
  await expect(page.getByText(`${connId} disabled.`)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible();
  await choose(page, 'Delete');
  await expect(dialog(page, `Delete ${connId}?`)).toContainText('No job uses it');

  await page.goto(listOf('etl-warehouse'));
  await page.getByRole('checkbox', { name: 'Select etl-warehouse', exact: true }).check({ force: true });
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(dialog(page, 'Delete etl-warehouse?')).toContainText('4 jobs, all of them enabled');
  await expect(concerned(page)).toContainText('load/customers');
});

test('the audit tells which jobs name a missing or disabled connection', async ({
  page,
  expectAccessible,
}) => {
  await page.goto('/dev/audit');
  await expect(page.getByText(/enabled jobs name a missing or disabled connection/)).toBeVisible();
  const section = page.getByRole('region', { name: 'Jobs that name a missing or disabled connection' });
  await page
    .locator('[class*="awsui_alert"]')
    .filter({ hasText: 'enabled jobs name a missing or disabled connection' })
    .getByRole('button', { name: 'Show them' })
    .click();
  await expect(section.getByRole('heading', { level: 2 })).toBeInViewport();
  const row = (jobId: string) => section.getByRole('row').filter({ hasText: jobId });
  await expect(row('crm/archive')).toContainText(/crm-archive.*There is no such connection/);
  await expect(row('marketing/summer-report')).toContainText(/summer-campaign.*It is disabled/);
  await expect(row('legacy/compare')).toContainText('Disabled');
  await expectAccessible();
});
