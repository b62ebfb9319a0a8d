import { expect, test } from './fixtures';

// What a browser's trace holds is searched for secrets after the suite: here a password is read and logged in with.
test.use({ trace: 'on' });

test('a test that logs in with a password from SSM', async ({ page }) => {
  await page.goto('/dev/connections/crm-sync');
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  const run = page.getByRole('region', { name: 'Test of crm-sync', exact: true });
  await expect(run).toContainText('A lava worker would connect as reporting');
});
