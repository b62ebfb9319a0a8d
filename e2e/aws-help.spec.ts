import type { Page } from '@playwright/test';
import { newConnId, pageOf } from './conn-ids';
import { expect, test } from './fixtures';
import { act, makeConnection, makeRealm, storedSpec } from './given';

const row = (page: Page, field: string) => page.locator(`[data-field="${field}"]`);
const login = (page: Page, name: string) => page.getByRole('radio', { name });

async function openNew(page: Page, realm: string): Promise<void> {
  await page.goto(`/${realm}/new`);
  await expect(page.getByRole('button', { name: 'Create connection' })).toBeVisible();
}

test.describe('filling the form in', () => {
  test('a cluster that is chosen fills every field it tells something about', async ({
    page,
    expectAccessible,
  }) => {
    await openNew(page, 'dev');
    await row(page, 'host').getByRole('button', { name: 'Choose a cluster' }).click();
    const dialog = page.getByRole('dialog', { name: 'Choose a cluster' });
    await expect(dialog.getByRole('row', { name: /lab-dev/ })).toContainText('paused');
    await expect(dialog.getByRole('row', { name: /analytics-prod/ })).toHaveCount(0);
    await expectAccessible();
    await dialog.getByRole('radio', { name: 'analytics-dev' }).click();
    await dialog.getByRole('button', { name: 'Use this cluster' }).click();

    const notice = page.getByText('Filled host, port, database, cluster identifier');
    await expect(notice).toBeVisible();
    await expect(page.getByText('ap-southeast-2, the region of this realm')).toBeVisible();
    await expect(row(page, 'host').getByRole('combobox')).toHaveValue(/^analytics-dev\..*\.amazonaws\.com$/);
    await expect(row(page, 'port').getByRole('textbox')).not.toHaveValue('5439');
    await expect(row(page, 'database').getByRole('textbox')).toHaveValue('analytics');
    await expect(row(page, 'cluster_id').getByRole('textbox')).toHaveValue('analytics-dev');
    await expectAccessible();

    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(row(page, 'host').getByRole('combobox')).toHaveValue('');
    await expect(row(page, 'port').getByRole('textbox')).toHaveValue('5439');
  });

  test('the cluster alone can be chosen, beside a host that is typed', async ({ page }) => {
    await openNew(page, 'dev');
    await row(page, 'host').getByRole('combobox').fill('10.1.2.3');
    await row(page, 'cluster_id').getByRole('button', { name: 'Choose a cluster' }).click();
    const dialog = page.getByRole('dialog', { name: 'Choose a cluster' });
    await dialog.getByRole('radio', { name: 'lab-dev' }).click();
    await dialog.getByRole('button', { name: 'Use this cluster' }).click();
    await expect(row(page, 'cluster_id').getByRole('textbox')).toHaveValue('lab-dev');
    await expect(row(page, 'host').getByRole('combobox')).toHaveValue('10.1.2.3');
  });

  test('a workgroup that is chosen fills what a connection to Redshift Serverless needs', async ({
    page,
  }) => {
    await page.goto('/dev/new?type=redshift-serverless');
    await row(page, 'host').getByRole('button', { name: 'Choose a workgroup' }).click();
    const dialog = page.getByRole('dialog', { name: 'Choose a workgroup' });
    await dialog.getByRole('radio').first().click();
    await dialog.getByRole('button', { name: 'Use this workgroup' }).click();
    await expect(page.getByText(/^Filled host, port/)).toBeVisible();
    await expect(row(page, 'host').getByRole('combobox')).toHaveValue(/redshift-serverless\.amazonaws\.com$/);
    await expect(row(page, 'workgroup').getByRole('textbox')).not.toHaveValue('');
  });

  test('parameters of the realm are offered, and any other name can be typed', async ({ page }) => {
    await openNew(page, 'dev');
    await login(page, 'SSM parameter').click();
    const parameter = row(page, 'password').getByRole('combobox');
    await parameter.fill('/lava/dev/hr');
    await page.getByRole('option', { name: /\/lava\/dev\/hr\/people\/password/ }).click();
    await expect(parameter).toHaveValue('/lava/dev/hr/people/password');
    await parameter.fill('/lava/dev/not/yet');
    await expect(parameter).toHaveValue('/lava/dev/not/yet');
    await expect(page.getByRole('option', { name: /\/lava\/prod\// })).toHaveCount(0);
  });

  test('a secret is read when asked to, and tells the names of its keys', async ({ page }) => {
    const reads: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/aws/secret-keys')) reads.push(request.url());
    });
    await openNew(page, 'dev');
    await login(page, 'Secrets Manager secret').click();
    const field = row(page, 'secret_id');
    await field.getByRole('combobox').fill('/lava/dev/product-usage');
    await expect(field.getByRole('button', { name: 'Show which keys it holds' })).toBeVisible();
    expect(reads).toEqual([]);
    await field.getByRole('combobox').press('Escape');
    await field.getByRole('button', { name: 'Show which keys it holds' }).click();
    await expect(field).toContainText('It holds username for user, password');
    await expect(field).toContainText('Not in it, so to be entered below: database, host');
    expect(reads).toHaveLength(1);
    await row(page, 'user').getByRole('combobox').fill('etl');
    await expect(field).toContainText('username (unused: user is given here)');
    expect(reads).toHaveLength(1);
  });

  test('without the permission it is named, and the field stays free text', async ({
    page,
    expectAccessible,
  }) => {
    await openNew(page, 'prod');
    await login(page, 'Secrets Manager secret').click();
    const field = row(page, 'secret_id');
    await field.getByRole('combobox').focus();
    await expect(field).toContainText('secretsmanager:ListSecrets is missing');
    await expect(field.getByRole('button', { name: 'Copy secretsmanager:ListSecrets' })).toBeVisible();
    await field.getByRole('combobox').fill('/lava/prod/any');
    await field.getByRole('combobox').press('Escape');
    await expect(field.getByRole('combobox')).toHaveValue('/lava/prod/any');
    await expectAccessible();
  });
});

test.describe('can the worker do it?', () => {
  test('as a role that may be assumed, beside the console', async ({ page, expectAccessible }) => {
    await page.goto(`${pageOf('etl-warehouse')}?tab=worker`);
    await page.getByRole('button', { name: 'Check now' }).click();
    const stages = page.getByRole('table', { name: 'Stages as the console and as the workers' });
    const minting = stages.getByRole('row', { name: /^Temporary credentials/ });
    await expect(minting.getByRole('cell').nth(0)).toContainText('Passed');
    await expect(minting.getByRole('cell').nth(1)).toContainText('Failed');
    await expect(page.getByText('The console can, but a worker with this role fails')).toBeVisible();
    await expectAccessible();
    await page.getByRole('button', { name: 'Copy the policy element for lava-dev-worker' }).click();
    const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
    expect(copied).toMatchObject({
      Action: 'redshift:GetClusterCredentials',
      Resource: expect.arrayContaining([expect.stringMatching(/dbname:analytics-dev\/warehouse$/)]),
    });
  });

  test('as a role that may not be assumed, simulated', async ({ page, expectAccessible }) => {
    await page.goto(`${pageOf('forecasting-v2', 'prod')}?tab=worker`);
    await page.getByRole('button', { name: 'Check now' }).click();
    const verdicts = page.getByRole('table', { name: 'Simulated permissions of lava-prod-worker' });
    await expect(verdicts.getByRole('row', { name: /redshift-serverless:GetCredentials/ })).toContainText(
      'Not allowed',
    );
    await expect(page.getByText('simulated', { exact: true })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Policy element for lava-prod-worker' })).toContainText(
      'redshift-serverless:GetCredentials',
    );
    await expectAccessible();

    await page.goto(`${pageOf('etl-warehouse', 'prod')}?tab=worker`);
    await page.getByRole('button', { name: 'Check now' }).click();
    await expect(page.getByText('has every permission the connection needs')).toBeVisible();
    await expect(page.getByText('Add this to a policy')).toHaveCount(0);
  });

  test('the roles stand in the settings of the realm, one a line', async ({ page }) => {
    const name = `e2e-roles-${Date.now().toString(36)}`;
    await page.goto('/realms/new');
    await page.getByRole('textbox', { name: 'Name' }).fill(name);
    await page.getByRole('textbox', { name: 'AWS account' }).fill('123456789012');
    await page.getByRole('textbox', { name: 'Region' }).fill('ap-southeast-2');
    const roles = page.getByRole('textbox', { name: /^Worker roles/ });
    await roles.fill('arn:aws:iam::123456789012:role/one\nlava-worker');
    await page.getByRole('button', { name: 'Create realm' }).click();
    await expect(page.getByText('"lava-worker" is no ARN of a role').first()).toBeVisible();
    await roles.fill('arn:aws:iam::123456789012:role/one\n\narn:aws:iam::123456789012:user/lava/two\n');
    await page.getByRole('button', { name: 'Create realm' }).click();
    await expect(page.getByText(`The realm ${name} was created.`)).toBeVisible();
    await page.goto(`/realms/${name}/edit`);
    await expect(roles).toHaveValue(
      'arn:aws:iam::123456789012:role/one\narn:aws:iam::123456789012:user/lava/two',
    );
  });

  test('without a role in the settings, says where to name one', async ({ page, expectAccessible }) => {
    const realm = `e2e-no-role-${Date.now().toString(36)}`;
    await makeRealm(page, realm);
    const spec = await storedSpec(page, 'etl-warehouse');
    await act(page, 'createConnectionAction', realm, { realm, spec: { ...spec, conn_id: 'no-role' } });

    await page.goto(`${pageOf('no-role', realm)}?tab=worker`);
    await expect(page.getByText('No worker role is set for this realm')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Check now' })).toHaveCount(0);
    await expectAccessible();
    await page.getByRole('link', { name: `Name the worker roles of ${realm}` }).click();
    await expect(page.getByRole('textbox', { name: /^Worker roles/ })).toHaveValue('');
  });
});

test.describe('a realm whose role may list nothing', () => {
  test('names what is missing, and everything can be typed', async ({ page }) => {
    const realm = `e2e-lists-nothing-${Date.now().toString(36)}`;
    await makeRealm(page, realm, { roleArn: 'arn:aws:iam::123456789012:role/lava-dev-worker' });

    for (const [type, what, permission] of [
      ['redshift', 'cluster', 'redshift:DescribeClusters'],
      ['redshift-serverless', 'workgroup', 'redshift-serverless:ListWorkgroups'],
    ] as const) {
      await page.goto(`/${realm}/new?type=${type}`);
      await row(page, 'host')
        .getByRole('button', { name: `Choose a ${what}` })
        .click();
      const dialog = page.getByRole('dialog', { name: `Choose a ${what}` });
      await expect(dialog).toContainText(`${permission} is missing`);
      await expect(dialog.getByRole('button', { name: `Use this ${what}` })).toBeDisabled();
      await dialog.getByRole('button', { name: 'Cancel' }).click();
      await row(page, 'host').getByRole('combobox').fill('typed.example.com');
      await expect(row(page, 'host').getByRole('combobox')).toHaveValue('typed.example.com');
    }
    await page.goto(`/${realm}/new`);
    await login(page, 'SSM parameter').click();
    const parameter = row(page, 'password').getByRole('combobox');
    await parameter.focus();
    await expect(row(page, 'password')).toContainText('ssm:DescribeParameters is missing');
    await parameter.fill('/lava/any/name');
    await expect(parameter).toHaveValue('/lava/any/name');
  });
});

test.describe('moving to IAM', () => {
  const table = (page: Page) => page.getByRole('table', { name: 'Connections that could use IAM' });
  const find = (page: Page) => page.getByRole('searchbox', { name: 'Find candidates' });

  test('a draft is tested, accepted and undone', async ({ page, expectAccessible }) => {
    test.slow();
    const connId = newConnId('to-iam');
    await makeConnection(page, connId, { from: 'reporting/finance' });
    await page.goto('/dev/audit');
    await page.getByRole('link', { name: 'Review the drafts' }).click();
    await find(page).fill(connId);
    await page.getByRole('button', { name: `Review ${connId}` }).click();

    const changes = page.getByRole('table', { name: 'Fields that change' });
    await expect(changes.getByRole('row', { name: /^password .*removed/ })).toBeVisible();
    await expect(changes.getByRole('row', { name: /^password_duration/ })).toContainText('15m');
    await expect(page.getByRole('region', { name: 'Policy element' })).toContainText(
      'dbuser:analytics-dev/reporting',
    );
    await expect(page.getByRole('region', { name: 'SQL for a user that is missing' })).toContainText(
      'CREATE USER reporting PASSWORD DISABLE;',
    );
    await expectAccessible();

    await page.getByRole('button', { name: 'Test draft' }).click();
    await expect(page.getByText('The draft passed its test.')).toBeVisible();
    await page.getByRole('button', { name: 'Check the workers' }).click();
    await expect(page.getByRole('region', { name: 'Policy element for lava-dev-worker' })).toBeVisible();

    await page.getByRole('button', { name: 'Accept' }).click();
    await expect(page.getByText(`${connId} logs in with IAM now.`)).toBeVisible();
    await expect(table(page)).toContainText('No candidate matches.');

    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByText(`${connId} reads its password from SSM again.`)).toBeVisible();
    await expect(table(page).getByRole('button', { name: `Review ${connId}` })).toBeVisible();
    await page.goto(`${pageOf(connId)}?tab=json`);
    await expect(page.getByRole('region', { name: 'Specification' })).toContainText(
      '/lava/dev/reporting/finance/password',
    );
  });

  test('a host that does not tell its cluster asks for it', async ({ page }) => {
    await page.goto('/dev/audit/iam');
    await find(page).fill('vendor-replica');
    await expect(table(page)).toContainText('Cluster to be named');
    await page.getByRole('button', { name: 'Review vendor-replica' }).click();
    await page.getByRole('textbox', { name: 'Cluster identifier' }).fill('analytics-dev');
    await page.getByRole('button', { name: 'Draft with this cluster' }).click();
    const changes = page.getByRole('table', { name: 'Fields that change' });
    await expect(changes.getByRole('row', { name: /^cluster_id/ })).toContainText('analytics-dev');
  });

  test('what is in the way is named, with the way to its field', async ({ page }) => {
    await page.goto('/prod/audit/iam');
    await find(page).fill('geo/stores');
    await expect(table(page)).toContainText('Not possible as it is');
    await page.getByRole('button', { name: 'Review geo/stores' }).click();
    await page.getByRole('link', { name: 'Edit geo/stores' }).click();
    await expect(page).toHaveURL('/prod/connections/geo%2Fstores/edit?field=subtype');
  });
});
