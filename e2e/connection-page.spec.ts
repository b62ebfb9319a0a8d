import type { Page } from '@playwright/test';
import { newConnId, pageOf } from './conn-ids';
import { expect, test } from './fixtures';
import { makeConnection } from './given';

const fields = (page: Page) => page.getByRole('table', { name: 'Fields and where they come from' });
const fieldRow = (page: Page, name: string) =>
  fields(page)
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: new RegExp(`^${name}\\b`) }) });
const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true });
const run = (page: Page, connId: string) => page.getByRole('region', { name: `Test of ${connId}` });
const action = async (page: Page, name: string) => {
  await page.getByRole('button', { name: 'Actions', exact: true }).click();
  await page.getByRole('menuitem', { name }).click();
};

test('tells where every value comes from, before and after a test', async ({ page, expectAccessible }) => {
  const connId = newConnId('provenance');
  await makeConnection(page, connId);
  await page.goto(pageOf(connId));
  await expect(page).toHaveTitle(new RegExp(`^${connId} in dev`));
  await expect(page.getByText('This connection was never tested.')).toBeVisible();
  await expect(fieldRow(page, 'host')).toContainText('Specification');
  await expect(fieldRow(page, 'password')).toContainText('Not set');

  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(page).toHaveURL(/tab=test/);
  await expect(run(page, connId)).toContainText('A lava worker would connect as IAM:etl');
  await tab(page, 'Overview').click();
  await expect(fieldRow(page, 'password')).toContainText('Answer of GetClusterCredentials');
  await expect(fieldRow(page, 'password')).toContainText('[secret]');
  await expect(fieldRow(page, 'user')).toContainText('IAM:etl');
  await expectAccessible();
});

test('findings lead to their fields', async ({ page }) => {
  await page.goto(pageOf('backfill'));
  await expect(page.getByText('DURATION_OUT_OF_RANGE')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Edit password_duration' })).toHaveAttribute(
    'href',
    /\/edit\?field=password_duration$/,
  );
});

test('tabs stand in the address; JSON and policy can be copied', async ({ page }) => {
  await page.goto(pageOf('hr/payroll'));
  await tab(page, 'JSON').click();
  await expect(page).toHaveURL(/tab=json/);
  await page.getByRole('button', { name: 'Copy JSON' }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(JSON.parse(copied)).toMatchObject({ conn_id: 'hr/payroll', type: 'redshift' });

  await tab(page, 'IAM policy').click();
  await expect(page).toHaveURL(/tab=policy/);
  await page.getByRole('button', { name: 'Copy policy' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('ssm:GetParameter');

  await page.goBack();
  await expect(tab(page, 'JSON')).toHaveAttribute('aria-selected', 'true');
  await page.reload();
  await expect(tab(page, 'JSON')).toHaveAttribute('aria-selected', 'true');
});

test('the history opens a run and compares two', async ({ page, expectAccessible }) => {
  const connId = newConnId('history');
  await makeConnection(page, connId);
  await page.goto(pageOf(connId));
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(run(page, connId)).toContainText('A lava worker would connect');
  await page.getByRole('button', { name: 'Test now' }).click();
  await expect(page.getByRole('button', { name: 'Test now' })).toBeDisabled();
  await expect(page.getByRole('button', { name: 'Test now' })).toBeEnabled();

  await tab(page, 'Test history').click();
  const table = page.getByRole('table', { name: `Tests of ${connId}` });
  await expect(table.getByRole('rowheader')).toHaveCount(2);
  await expect(table.getByRole('row').nth(1)).toContainText('just now');
  await expect(table.getByRole('row').nth(1)).toContainText('Sandbox admin');
  await expect(page.getByRole('application', { name: 'Duration of the newest tests' }).first()).toBeVisible();

  await table.getByRole('link').first().click();
  await expect(page).toHaveURL(/run=/);
  await expect(run(page, connId)).toContainText('A lava worker would connect');
  await page.goBack();
  await expect(run(page, connId)).toHaveCount(0);

  for (const box of await table.getByRole('checkbox', { name: /^Select the test of/ }).all()) {
    await box.check({ force: true });
  }
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Two tests compared' })).toBeVisible();
  await expect(
    page.getByRole('table', { name: /stage by stage/ }).getByRole('row', { name: /Log in/ }),
  ).toContainText('passed');
  await expectAccessible();
});

test('disables with a way back, duplicates into the form, deletes with a way back', async ({ page }) => {
  const connId = newConnId('actions');
  await makeConnection(page, connId);
  await page.goto(pageOf(connId));
  await action(page, 'Disable');
  await expect(page.getByText(`${connId} disabled.`)).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText(`${connId} enabled.`)).toBeVisible();

  await action(page, 'Delete');
  const dialog = page.getByRole('dialog', { name: `Delete ${connId}?` });
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(page).toHaveURL(/\/dev\/connections$/);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText(`${connId} restored.`, { exact: true })).toBeVisible();

  await page.goto(pageOf(connId));
  await action(page, 'Duplicate');
  await expect(page.getByRole('textbox', { name: /^Connection identifier/ })).toHaveValue(`${connId}-copy`);
});

test('what is not there is said, with a way on', async ({ page }) => {
  await page.goto(pageOf('no-such-connection'));
  await expect(page.getByRole('heading', { level: 1, name: 'Not found' })).toBeVisible();
  await page.getByRole('link', { name: 'Go to the connections of dev' }).click();
  await expect(page).toHaveURL(/\/dev\/connections$/);

  await page.goto('/no-such-realm/connections');
  await expect(page.getByRole('link', { name: 'Go to the realms' })).toBeVisible();
});
