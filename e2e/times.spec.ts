import { expect, test } from './fixtures';

test.use({ timezoneId: 'Australia/Sydney' });

test('tells the exact time in the reader’s zone, also by keyboard', async ({ page, expectAccessible }) => {
  await page.goto('/dev/connections/etl-warehouse');
  const summary = page.getByRole('button', { name: /ago$|^just now$/ }).first();
  await expect(summary).toBeVisible();
  const at = String(await summary.locator('time').getAttribute('datetime'));
  const inSydney = new Date(at).toLocaleString('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'long',
    timeZone: 'Australia/Sydney',
  });
  await expect(summary.locator('time')).toHaveAttribute('title', inSydney);
  expect(inSydney).toMatch(/GMT\+1[01]|AE[DS]T/);
  await summary.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText(inSydney, { exact: true })).toBeVisible();
  await expectAccessible();
});
