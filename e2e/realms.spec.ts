import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';

let made = 0;
const newName = () => `e2e-${Date.now().toString(36)}-${process.pid}-${++made}`;

async function fill(page: Page, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(values)) {
    await page.getByRole('textbox', { name: new RegExp(`^${label}`) }).fill(value);
  }
}

async function makeRealm(page: Page): Promise<string> {
  const name = newName();
  await page.goto('/realms/new');
  await fill(page, { Name: name, 'AWS account': '123456789012', Region: 'eu-west-1' });
  await page.getByRole('button', { name: 'Create realm' }).click();
  await expect(page.getByText(`The realm ${name} was created.`)).toBeVisible();
  return name;
}

async function deleteRealm(page: Page, name: string): Promise<void> {
  await page.goto('/realms');
  await page.getByRole('button', { name: `Delete ${name}` }).click();
  const dialog = page.getByRole('dialog', { name: `Delete the realm ${name}?` });
  await expect(dialog.getByRole('button', { name: 'Delete' })).toBeDisabled();
  await dialog.getByRole('textbox').fill(name);
  await dialog.getByRole('textbox').press('Enter');
  await expect(page.getByText(`The realm ${name} was deleted.`)).toBeVisible();
  await expect(page.getByRole('button', { name: `Delete ${name}` })).toHaveCount(0);
}

test('the realms say that this is the sandbox, and which ports tests may dial', async ({
  page,
  expectAccessible,
}) => {
  await page.goto('/realms');
  await expect(page.getByText('This is the sandbox')).toBeVisible();
  await expect(page.getByText(/ports .*5439/)).toBeVisible();
  await expect(page.getByRole('link', { name: 'dev', exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: 'prod', exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Delete prod' })).toHaveAttribute('aria-disabled', 'true');
  await expectAccessible();
});

test('a check tells what the console may do and gives the policy', async ({ page, expectAccessible }) => {
  await page.goto('/realms');
  await page.getByRole('button', { name: 'Check prod' }).click();
  const dialog = page.getByRole('dialog', { name: 'Check of prod' });
  await expect(dialog).toContainText('assumed-role/lava-connections');
  await expect(dialog.getByText('Passed')).toHaveCount(15);
  // As the sandbox's policy has it. The policy that is needed stands open where anything is missing.
  await expect(dialog.getByText('Add secretsmanager:ListSecrets')).toBeVisible();
  await dialog.getByRole('button', { name: 'Copy: IAM policy' }).click();
  const policy = await page.evaluate(() => navigator.clipboard.readText());
  expect(JSON.parse(policy).Statement.length).toBeGreaterThan(5);
  await expectAccessible();
});

test('a check of a realm whose role is not assumed gives the trust policy that it needs', async ({
  page,
  expectAccessible,
}) => {
  const name = newName();
  const roleArn = 'arn:aws:iam::210987654321:role/ours/dashboard';
  await page.goto('/realms/new');
  await fill(page, { Name: name, 'AWS account': '210987654321', Region: 'eu-west-1', Role: roleArn });
  await page.getByRole('button', { name: 'Create realm' }).click();
  await expect(page.getByText(`The realm ${name} was created.`)).toBeVisible();
  await page.getByRole('button', { name: `Check ${name}` }).click();
  const dialog = page.getByRole('dialog', { name: `Check of ${name}` });
  await expect(dialog.getByText('Failed')).toHaveCount(1);
  await expect(dialog).toContainText(`${roleArn} must exist and be trusted to the console`);
  await dialog.getByRole('button', { name: 'Copy: Trust policy of the role' }).click();
  const policy = await page.evaluate(() => navigator.clipboard.readText());
  expect(JSON.parse(policy).Statement).toMatchObject([
    { Action: 'sts:AssumeRole', Principal: { AWS: 'arn:aws:iam::123456789012:user/lava-connections' } },
  ]);
  await expectAccessible();
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
  await deleteRealm(page, name);
});

test('a realm is created with its errors at their fields, and deleted', async ({
  page,
  expectAccessible,
}) => {
  const name = newName();
  await page.goto('/realms/new');
  await fill(page, { Name: name, 'AWS account': '12', Region: 'Sydney' });
  await expect(page.getByRole('textbox', { name: /^KMS alias/ })).toHaveValue(`alias/lava-${name}-sys`);
  await expect(page.getByRole('checkbox', { name: 'Protected' })).not.toBeChecked();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('production');
  await expect(page.getByRole('checkbox', { name: 'Protected' })).toBeChecked();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
  await page.getByRole('button', { name: 'Create realm' }).click();
  const summary = page.getByRole('alert').filter({ hasText: '2 fields need a correction' });
  await expect(summary).toBeVisible();
  await expectAccessible();
  await summary.getByRole('button', { name: 'AWS account' }).click();
  await expect(page.getByRole('textbox', { name: /^AWS account/ })).toBeFocused();
  await fill(page, { 'AWS account': '123456789012', Region: 'eu-west-1' });
  await page.getByRole('button', { name: 'Create realm' }).click();
  await expect(page.getByText(`The realm ${name} was created.`)).toBeVisible();
  await expect(page).toHaveURL(/\/realms$/);

  // With nothing in it, every list says what fills it.
  for (const [section, words] of [
    ['connections', `No connections in ${name} yet`],
    ['audit', 'The audit shows them once there are any.'],
    ['credentials', 'A test of a connection that logs in by IAM mints credentials'],
  ] as const) {
    await page.goto(`/${name}/${section}`);
    await expect(page.getByText(words).first()).toBeVisible();
    await expectAccessible();
  }
  await deleteRealm(page, name);
});

test('a name that is taken is refused at its field, and nothing typed is lost', async ({ page }) => {
  await page.goto('/realms/new');
  await fill(page, { Name: 'dev', 'AWS account': '123456789012', Region: 'eu-west-1' });
  await page.getByRole('button', { name: 'Create realm' }).click();
  await expect(page.getByText('There is a realm "dev" already. Choose another name.').first()).toBeVisible();
  await expect(page.getByRole('textbox', { name: /^Region/ })).toHaveValue('eu-west-1');
});

test('the second of two saves is refused', async ({ page, context }) => {
  const name = await makeRealm(page);
  await page.goto(`/realms/${name}/edit`);
  const description = page.getByRole('textbox', { name: /^Description/ });
  await description.fill('Mine.');
  const other = await context.newPage();
  await other.goto(`/realms/${name}/edit`);
  await other.getByRole('textbox', { name: /^Description/ }).fill('Theirs.');
  await other.getByRole('button', { name: 'Save changes' }).click();
  await expect(other.getByText(`The realm ${name} was saved.`)).toBeVisible();
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText(`The realm "${name}" was changed by somebody else meanwhile.`)).toBeVisible();
  await expect(description).toHaveValue('Mine.');
  await other.close();

  page.on('dialog', (dialog) => void dialog.accept());
  await page.getByRole('button', { name: 'Reload and see their values' }).click();
  await expect(description).toHaveValue('Theirs.');
  await deleteRealm(page, name);
});
