import { readFile } from 'node:fs/promises';
import { newConnId, pageOf } from './conn-ids';
import { expect, test } from './fixtures';
import { makeConnection } from './given';

test('a connection is edited with a note, compared with what it was, and restored', async ({
  page,
  expectAccessible,
}) => {
  const connId = newConnId('history');
  await makeConnection(page, connId);
  await page.goto(`${pageOf(connId)}/edit`);
  await page.getByRole('textbox', { name: /^Database(?! user)/ }).fill('elsewhere');
  await page.getByRole('textbox', { name: /^Why/ }).fill('Moved to another database.');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('Connection saved')).toBeVisible();

  await page.goto(`${pageOf(connId)}?tab=versions`);
  const versions = page.getByRole('table', { name: `Versions of ${connId}` });
  const changed = versions.getByRole('row').filter({ hasText: 'Moved to another database.' });
  await expect(changed).toContainText('admin');
  await expect(changed).toContainText('database');
  await expectAccessible();

  await versions.getByRole('checkbox', { name: 'Select version 1', exact: true }).check();
  await page.getByRole('button', { name: 'Compare' }).click();
  const compared = page.getByRole('table', { name: 'Version 1 and version 2' });
  await expect(compared.getByRole('row').filter({ hasText: 'database' })).toContainText('"elsewhere"');

  await page.getByRole('button', { name: 'Restore' }).click();
  await expect(page.getByText('Version 1 restored.')).toBeVisible();
  await expect(versions.getByRole('row').filter({ hasText: 'Version 1 again.' })).toContainText('current');
  await page.getByRole('tab', { name: 'JSON' }).click();
  await expect(page.getByText('"elsewhere"')).toHaveCount(0);
});

test('a deleted connection waits under Deleted and comes back with its versions', async ({
  page,
  expectAccessible,
}) => {
  const connId = newConnId('deleted');
  await makeConnection(page, connId);
  await page.goto(pageOf(connId));
  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  const dialog = page.getByRole('dialog', { name: `Delete ${connId}?` });
  await dialog.getByRole('textbox', { name: /^Why/ }).fill('Not used any more.');
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText(`${connId} deleted.`)).toBeVisible();

  await page.goto('/dev/deleted');
  await expect(page.getByRole('row', { name: new RegExp(connId) })).toContainText('Not used any more.');
  await page.getByRole('button', { name: `Versions of ${connId}` }).click();
  const kept = page.getByRole('dialog', { name: `Versions of ${connId}` });
  await expect(kept.getByRole('row').filter({ hasText: 'Not used any more.' })).toContainText('Deleted');
  await expectAccessible();
  await kept.getByRole('button', { name: 'Close' }).last().click();
  await page.getByRole('checkbox', { name: `Select ${connId}` }).check();
  await expectAccessible();
  await page.getByRole('button', { name: 'Restore' }).click();
  await expect(page.getByText(`${connId} restored.`, { exact: true })).toBeVisible();
  await expect(page.getByRole('checkbox', { name: `Select ${connId}` })).toHaveCount(0);
  await page.goto(`${pageOf(connId)}?tab=versions`);
  const versions = page.getByRole('table', { name: `Versions of ${connId}` });
  await expect(versions.getByRole('row').filter({ hasText: 'Deleted' })).toContainText('Not used any more.');
});

test('the activity filters, downloads what it shows, and shows what happens while it is open', async ({
  page,
  context,
  expectAccessible,
}) => {
  const connId = newConnId('activity');
  await makeConnection(page, connId);
  await page.goto(`/dev/activity?f=${encodeURIComponent(`target=${connId}`)}`);
  const table = page.getByRole('table', { name: 'Activity in dev' });
  await expect(table.getByText('connection.create')).toBeVisible();
  await expect(page.getByText('Events are kept without end.')).toBeVisible();
  await expect(table.getByRole('row')).toHaveCount(2);
  await expectAccessible();

  const other = await context.newPage();
  await other.goto(pageOf(connId));
  await other.getByRole('button', { name: 'Actions' }).click();
  await other.getByRole('menuitem', { name: 'Disable' }).click();
  const fresh = table.getByRole('row').filter({ hasText: 'connection.disable' });
  await expect(fresh).toContainText('new', { timeout: 10_000 });

  await page.getByRole('button', { name: /^Pause/ }).click();
  await other.getByRole('button', { name: 'Actions' }).click();
  await other.getByRole('menuitem', { name: 'Enable' }).click();
  await expect(other.getByText(`${connId} enabled.`)).toBeVisible();
  // Longer than the page waits between two looks: nothing may come, and nothing tells that it did not.
  await page.waitForTimeout(3_000);
  await expect(table.getByText('connection.enable')).toHaveCount(0);
  await page.getByRole('button', { name: /^Go on/ }).click();
  await expect(table.getByText('connection.enable')).toBeVisible({ timeout: 10_000 });

  await page.getByRole('button', { name: 'Download' }).click();
  const started = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'JSON' }).click();
  const file = await (await started).path();
  const events: { action: string; target: string }[] = JSON.parse(await readFile(file, 'utf8'));
  expect(events.map(({ action }) => action)).toEqual([
    'connection.create',
    'connection.disable',
    'connection.enable',
  ]);

  await page.goto('/trail?f=action%3Dactivity.export');
  await expect(page.getByRole('table', { name: 'Activity of all realms' })).toContainText('activity.export');
});
