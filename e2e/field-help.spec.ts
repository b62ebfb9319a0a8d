import { expect, test } from './fixtures';

test('the help follows the field in focus: whether it must be there, its default, and where AWS tells more', async ({
  page,
  expectAccessible,
}) => {
  await page.goto('/dev/new');
  await page.getByRole('button', { name: 'Help for Host' }).press('Enter');
  const help = page.getByRole('complementary').filter({ has: page.getByRole('heading', { level: 2 }) });
  await expect(help.getByRole('heading', { name: 'Host' })).toBeVisible();
  await expect(help).toContainText('Required: yes, or by secret');

  await page.getByRole('combobox', { name: /^Credential duration/ }).focus();
  await expect(help.getByRole('heading', { name: 'Credential duration' })).toBeVisible();
  await expect(help.getByRole('heading', { name: 'Host' })).toHaveCount(0);
  await expect(help).toContainText('Required: no');
  await expect(help.getByRole('listitem').filter({ hasText: 'else 15m' })).toHaveText(
    'the realm’s RS_PASSWORD_DURATION, else 15m',
  );
  await expect(help.getByRole('link', { name: /^Limits of GetClusterCredentials/ })).toHaveAttribute(
    'href',
    /^https:\/\/docs\.aws\.amazon\.com\//,
  );
  await expect(help.getByRole('link', { name: /in the field reference$/ })).toHaveAttribute(
    'href',
    '/reference/redshift#password_duration',
  );
  await expectAccessible();
});
