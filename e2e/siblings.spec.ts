import type { Page } from '@playwright/test';
import { newConnId, pageOf } from './conn-ids';
import { expect, test } from './fixtures';

const save = (page: Page) => page.getByRole('button', { name: /^(Create connection|Save changes)$/ });
const connId = (page: Page) => page.getByRole('textbox', { name: /^Connection identifier/ });
const spec = (page: Page) => page.getByRole('region', { name: 'Specification as JSON' });
const json = (page: Page) => page.getByRole('textbox', { name: 'JSON' });
const typeOf = (page: Page) => page.getByRole('button', { name: /^What does it connect to\?/ });

async function rowOf(page: Page, id: string): Promise<{ host: string; port: number }> {
  const answer = await page.request.get(
    `/api/realms/dev/connections?f=${encodeURIComponent(`connId=${id}`)}`,
  );
  const { rows }: { rows: { host: string; port: number }[] } = await answer.json();
  const [row] = rows;
  if (!row) throw new Error(`The sandbox holds no connection ${id}.`);
  return row;
}

async function chooseType(page: Page, name: RegExp): Promise<void> {
  await typeOf(page).click();
  await page.getByRole('option', { name }).click();
}

test('creates a connection to RDS that logs in with a token, tests it and saves it', async ({
  page,
  expectAccessible,
}) => {
  const id = newConnId('rds');
  const { host, port } = await rowOf(page, 'orders/live');
  await page.goto('/dev/new');
  await connId(page).fill(id);
  await page.getByRole('combobox', { name: /^Host/ }).fill(host);
  await page.getByRole('textbox', { name: /^Port/ }).fill(String(port));
  await page.getByRole('textbox', { name: /^Database/ }).fill('orders');
  await chooseType(page, /Amazon RDS for PostgreSQL/);
  await expect(page).toHaveURL(/type=postgres-rds/);
  await expect(connId(page)).toHaveValue(id);
  await expect(page.getByRole('combobox', { name: /^Host/ })).toHaveValue(host);
  await expect(page.getByRole('radio', { name: 'IAM login token' })).toBeChecked();
  await expect(page.getByRole('textbox', { name: /^Cluster identifier/ })).toBeHidden();
  await page.getByRole('combobox', { name: /^Database user/ }).fill('orders_app');
  await expect(page.getByRole('region', { name: 'IAM policy', exact: true })).toContainText('rds-db:connect');
  await expectAccessible();
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(page.getByText('A lava worker would connect as orders_app, encrypted')).toBeVisible();
  await save(page).click();
  await expect(page).toHaveURL(pageOf(id));
  await page.goto('/dev/credentials');
  await expect(page.getByRole('row', { name: /orders_app.*RDS login token/ }).first()).toBeVisible();
});

test('changes a cluster that is serverless to the type it needs', async ({ page, expectAccessible }) => {
  const id = newConnId('serverless');
  await page.goto('/dev/new?from=query-lab-old');
  await connId(page).fill(id);
  await save(page).click();
  await expect(page).toHaveURL(pageOf(id));
  await page.getByRole('link', { name: 'Change to redshift-serverless' }).click();
  await expect(page.getByText('Changed to redshift-serverless; nothing is saved yet')).toBeVisible();
  await expect(page.getByText('A test may wake Redshift Serverless')).toBeVisible();
  await expect(spec(page)).toContainText('"type": "redshift-serverless"');
  await expect(spec(page)).not.toContainText('cluster_id');
  await expectAccessible();
  await page
    .getByRole('textbox', { name: /^Role to assume/ })
    .fill('arn:aws:iam::123456789012:role/ad-hoc-reader');
  await expect(page.getByText('IAMR:ad-hoc-reader').first()).toBeVisible();
  await expect(page.getByRole('region', { name: 'Trust policy of the role' })).toContainText(
    'sts:AssumeRole',
  );
  await page.getByRole('textbox', { name: /^Role to assume/ }).fill('');
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(page.getByText(/This console connected as IAMR:lava-connections/)).toBeVisible();
  await save(page).click();
  await expect(page).toHaveURL(pageOf(id));
  await page.getByRole('tab', { name: 'JSON' }).click();
  await expect(page.getByText('redshift-serverless', { exact: false }).first()).toBeVisible();
  await expect(page.getByText('SERVERLESS_HOST_ON_REDSHIFT')).toBeHidden();
});

test('creates and edits a connection to Slack as JSON', async ({ page, expectAccessible }) => {
  const id = newConnId('slack');
  await page.goto('/dev/new?type=slack');
  await expect(json(page)).toHaveValue(/"type": "slack"/);
  await expectAccessible();
  await json(page).fill(`{\n  "conn_id": "${id}",\n  "type" "slack"\n}`);
  await expect(page.getByText('Line 3, column 10: A colon is expected here.')).toBeVisible();
  const written = { conn_id: id, type: 'slack', enabled: 'yes', webhook_url: 'https://hooks.example.com/x' };
  await json(page).fill(JSON.stringify(written, null, 2));
  await save(page).click();
  await expect(page.getByText('enabled: Set it to true or false')).toBeVisible();
  await json(page).fill(JSON.stringify({ ...written, enabled: true }, null, 2));
  await save(page).click();
  await expect(page).toHaveURL(pageOf(id));
  await expect(page.getByRole('button', { name: 'Test', exact: true })).toBeDisabled();
  await page.getByRole('link', { name: 'Edit', exact: true }).click();
  await json(page).fill(JSON.stringify({ ...written, enabled: true, style: 'block' }, null, 2));
  await save(page).click();
  await page.getByRole('tab', { name: 'JSON' }).click();
  await expect(page.getByText('"block"')).toBeVisible();
});

test('keeps what JSON and a form share when the type changes', async ({ page }) => {
  const id = newConnId('carry');
  await page.goto('/dev/new?type=mysql');
  await json(page).fill(JSON.stringify({ conn_id: id, type: 'mysql', host: 'db.example.com', edition: 'x' }));
  await chooseType(page, /^PostgreSQL postgres/);
  await expect(connId(page)).toHaveValue(id);
  await expect(page.getByRole('combobox', { name: /^Host/ })).toHaveValue('db.example.com');
  await chooseType(page, /^MySQL mysql/);
  await expect(json(page)).toHaveValue(new RegExp(`"conn_id": "${id}"`));
  await expect(json(page)).toHaveValue(/"host": "db.example.com"/);
});

test('shows in list and reference what other types are', async ({ page }) => {
  await page.goto('/dev/connections?f=type%3Dslack');
  const row = page.getByRole('row', { name: /^.*job-alerts/ });
  await expect(row).toContainText('Not testable here');
  await expect(row.getByRole('button', { name: 'Test job-alerts' })).toBeDisabled();
  await page.goto('/reference/redshift-serverless#role_arn');
  await expect(
    page.getByRole('heading', { level: 1, name: 'Fields of Amazon Redshift Serverless' }),
  ).toBeVisible();
  await page.getByRole('button', { name: /Connection type/ }).click();
  await page.getByRole('option', { name: /Aurora PostgreSQL/ }).click();
  await expect(page).toHaveURL('/reference/postgres-aurora');
});
