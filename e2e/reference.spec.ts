import { expect, test } from './fixtures';

test('shows every field beside where its value may come from', async ({ page, expectAccessible }) => {
  await page.goto('/reference/redshift');
  await expect(page.getByRole('heading', { level: 1, name: 'Fields of Amazon Redshift' })).toBeVisible();
  const table = page.getByRole('table', { name: 'Fields and where their values may come from' });
  // 15 fields of the table, owner, x-* and the header.
  await expect(table.getByRole('row')).toHaveCount(18);
  await expect(table.getByRole('row', { name: /^database/ })).toContainText('the key dbname of the secret');
  await expect(table.getByRole('row', { name: /^cluster_id/ })).toContainText('the first label of the host');
  await expect(table.getByRole('row', { name: /^database/ })).toContainText('yes, or by secret');
  await expectAccessible();
});

test('leads to a field by its address and to AWS', async ({ page }) => {
  await page.goto('/reference/redshift#password_duration');
  const section = page.getByRole('region', { name: 'Credential duration' });
  await expect(section.getByRole('heading', { level: 2 })).toBeInViewport();
  await expect(section.getByRole('link', { name: /Limits of GetClusterCredentials/ })).toHaveAttribute(
    'href',
    /docs\.aws\.amazon\.com/,
  );
  await page.getByRole('table').getByRole('link', { name: 'subtype' }).click();
  await expect(page).toHaveURL('/reference/redshift#subtype');
  await expect(page.getByRole('region', { name: 'Driver' })).toContainText('PyGreSQL is gone');
});

test('copies the table as Markdown', async ({ page }) => {
  await page.goto('/reference/redshift');
  await page.getByRole('button', { name: 'Copy as Markdown' }).click();
  await expect(page.getByText('Table copied')).toBeVisible();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text).toContain('|Field|Type|Required|Description|');
  expect(text).toContain('|cluster_id|String|No|');
});

test('has no page for a type without a table', async ({ page }) => {
  await page.goto('/reference/teradata');
  await expect(page.getByRole('heading', { name: /not found|no such|does not exist/i })).toBeVisible();
});

test('fits a narrow screen', async ({ page }) => {
  await page.setViewportSize({ width: 400, height: 860 });
  await page.goto('/reference/redshift');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
  const label = await page.getByRole('term').filter({ hasText: 'Specification' }).first().boundingBox();
  expect(label?.height, 'a word of a label is broken').toBeLessThan(30);
});
