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

test('tells exact times everywhere on request, and on the next visit', async ({ page, expectAccessible }) => {
  await page.goto('/dev/connections/etl-warehouse?tab=versions');
  const time = page.getByRole('row').locator('time').first();
  await expect(time).toHaveText(/ago$|^just now$/);
  const inSydney = String(await time.getAttribute('title'));

  await page.getByRole('button', { name: 'Display settings' }).press('Enter');
  const exact = page.getByRole('menuitem', { name: 'Exact' });
  await expect(async () => {
    await page.keyboard.press('ArrowDown');
    await expect(exact).toBeFocused({ timeout: 200 });
  }).toPass({ intervals: [0] });
  const saved = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.keyboard.press('Enter');
  await expect(time).toHaveText(inSydney);
  await saved;
  await page.reload();
  await expect(time).toHaveText(inSydney);
  await expectAccessible();

  await page.goto('/trail');
  await expect(page.getByRole('row').locator('time').first()).toHaveText(/:\d\d (GMT\+1[01]|AE[DS]T)$/);
});
