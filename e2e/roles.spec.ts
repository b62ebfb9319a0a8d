import { randomUUID } from 'node:crypto';
import { PERMISSIONS, ROLES } from '../lib/auth/permissions';
import { readEnv } from '../lib/env';
import { expect, test } from './fixtures';
import { act } from './given';
import { actAs } from './people';

const BASE = readEnv().E2E_BASE_URL ?? '';

test('shows a viewer everything and disables what the role may not use, with the reason', async ({
  page,
  context,
  expectAccessible,
}) => {
  await actAs(context, BASE, 'viewer');
  await page.goto('/dev/connections?f=connId%3Detl-warehouse');
  const create = page.getByRole('link', { name: 'Create connection' });
  await expect(page.getByRole('link', { name: 'etl-warehouse', exact: true })).toBeVisible();
  await expect(create).toHaveAttribute('aria-disabled', 'true');
  await expect(page.getByRole('button', { name: 'Test etl-warehouse' })).toBeDisabled();
  await create.hover();
  await expect(
    page.getByText('This takes the role editor in dev; yours is viewer.').filter({ visible: true }),
  ).toBeVisible();
  await expectAccessible();
  await page.goto('/dev/connections/etl-warehouse');
  await expect(page.getByRole('link', { name: 'Edit', exact: true })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await page.goto('/dev/connections/etl-warehouse?tab=versions');
  await expect(page.getByRole('button', { name: 'Restore' })).toHaveAttribute('aria-disabled', 'true');
  await page.goto('/dev/deleted');
  await expect(page.getByRole('button', { name: 'Restore' })).toHaveAttribute('aria-disabled', 'true');
  await page.goto('/dev/connections/etl-warehouse/edit');
  await expect(page.getByText('You can look, but not change anything here')).toBeVisible();
  await page.goto('/people');
  await expect(page.getByText('This takes the role admin in every realm.')).toBeVisible();
  await expect(
    page.getByRole('navigation', { name: 'Side navigation' }).getByRole('link', { name: 'People' }),
  ).toBeHidden();
});

test.describe('nobody', () => {
  test.use({ storageState: { cookies: [], origins: [] } });

  test('signs in to the sandbox by one click, as the role that is chosen', async ({ page }) => {
    await page.goto('/dev/connections?f=connId%3Detl-warehouse');
    await page.getByRole('button', { name: /^Viewer/ }).click();
    await expect(page).toHaveURL('/dev/connections?f=connId%3Detl-warehouse');
    await expect(page.getByRole('button', { name: 'Sandbox viewer: account and sign out' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Test etl-warehouse' })).toBeDisabled();
  });
});

test('lets a tester test and no more', async ({ page, context }) => {
  await actAs(context, BASE, 'tester');
  await page.goto('/dev/connections/etl-warehouse');
  await expect(page.getByRole('button', { name: 'Actions' })).toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(page.getByText(/A lava worker would connect as/).first()).toBeVisible();
});

test('shows somebody without a role what there is where no realm is', async ({ page, context }) => {
  await actAs(context, BASE, 'none');
  await page.goto('/realms');
  await expect(page.getByText('Begin with a realm')).toBeVisible();
  await page.goto('/dev/connections');
  const known = await page.getByRole('main').textContent();
  await page.goto('/zzz/connections');
  expect(await page.getByRole('main').textContent()).toBe(known?.replace('/dev/', '/zzz/'));
  await page.getByRole('button', { name: 'Choose a realm' }).click();
  await expect(page.getByRole('menuitem')).toHaveText(['Manage realms…']);
});

test('shows the table of permissions as the server checks it', async ({
  page,
  context,
  expectAccessible,
}) => {
  await actAs(context, BASE, 'viewer');
  await page.goto('/reference/roles');
  for (const [name, { sentence, role }] of Object.entries(PERMISSIONS)) {
    const row = page.getByRole('row', { name: sentence });
    await expect(row).toContainText(name);
    const expected = ROLES.map((one) => (ROLES.indexOf(one) >= ROLES.indexOf(role) ? 'Yes' : 'No'));
    await expect(row.getByRole('cell')).toHaveText(expected);
  }
  await expectAccessible();
});

test('lets an admin invite somebody, by keyboard alone', async ({ page, context, expectAccessible }) => {
  await actAs(context, BASE, 'admin');
  await page.goto('/people');
  await expect(page.getByRole('heading', { level: 1, name: /^People/ })).toBeVisible();
  await expect(
    page.getByRole('navigation', { name: 'Side navigation' }).getByRole('link', { name: 'People' }),
  ).toBeVisible();
  await expectAccessible();

  const email = `grace-${Date.now()}@example.com`;
  await page.getByRole('button', { name: 'Invite', exact: true }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Invite somebody' });
  await page.keyboard.type('Grace');
  await dialog.getByRole('textbox', { name: 'E-mail address' }).fill('no address');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('This is no complete e-mail address.').first()).toBeVisible();
  await dialog.getByRole('textbox', { name: 'E-mail address' }).fill(email);
  await page.keyboard.press('Enter');
  const link = page.getByRole('dialog', { name: 'Send this link to Grace' });
  await expect(link).toContainText('/set-password/');
  await expectAccessible();
  await link.getByRole('button', { name: 'Done' }).press('Enter');
  await expect(page.getByRole('row', { name: email })).toContainText('Invited');

  await page.goto('/realms/dev/edit');
  await expect(page.getByRole('table', { name: 'Who has access to dev' })).toBeVisible();
});

test('asks before a role is taken, and says what a reset leaves working', async ({
  page,
  context,
  expectAccessible,
}) => {
  await actAs(context, BASE, 'admin');
  const name = `Linus ${Date.now()}`;
  const email = `${name.replace(' ', '-').toLowerCase()}@example.com`;
  const grants = [{ realm: null, role: 'editor' }];
  await act(page, 'invitePersonAction', 'dev', { name, email, grants, requestId: randomUUID() });
  await page.goto('/people');
  const row = page.getByRole('row', { name: email });
  await row.getByRole('button', { name: `Take the role editor in every realm from ${name}` }).click();
  const asking = page.getByRole('dialog', { name: `Take the role editor in every realm from ${name}?` });
  await expectAccessible();
  await asking.getByRole('button', { name: 'Cancel' }).click();
  await expect(row).toContainText('editor in every realm');
  await row.getByRole('button', { name: `Take the role editor in every realm from ${name}` }).click();
  await asking.getByRole('button', { name: 'Take the role' }).click();
  await expect(row).toContainText('None: sees no realm');

  await row.getByRole('button', { name: `Actions for ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Reset the sign-in…' }).click();
  const reset = page.getByRole('dialog', { name: `Reset the sign-in of ${name}?` });
  await expect(reset).toContainText('They have no API token that works.');
});
