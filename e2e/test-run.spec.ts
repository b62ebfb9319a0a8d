import type { Page } from '@playwright/test';
import { listOf, newConnId, pageOf } from './conn-ids';
import { expect, test } from './fixtures';
import { makeConnection } from './given';

const run = (page: Page, connId: string) =>
  page.getByRole('region', { name: `Test of ${connId}`, exact: true });
const stage = (page: Page, connId: string, name: string) =>
  run(page, connId).getByRole('listitem', { name: new RegExp(`^${name}:`) });

/** Where a stage's bar is drawn. */
async function bar(page: Page, connId: string, name: string): Promise<{ x: number; width: number }> {
  const box = await stage(page, connId, name).locator('.test-run-bar').boundingBox();
  if (!box) throw new Error(`${name} has no bar.`);
  return box;
}

/** Copies a connection of the sandbox and tests the copy from the list. */
async function testFromList(page: Page, what: string, from: string): Promise<string> {
  const connId = newConnId(what);
  await makeConnection(page, connId, { from });
  await page.goto(listOf(connId));
  await page.getByRole('button', { name: `Test ${connId}` }).click();
  return connId;
}

test('one press on the list tests, beside the list', async ({ page, expectAccessible }) => {
  const connId = await testFromList(page, 'passes', 'etl-warehouse');
  await expect(run(page, connId)).toContainText(
    'A lava worker would connect as IAM:etl, encrypted, certificate checked.',
  );
  await expect(page).toHaveURL(/\/dev\/connections\?/);
  for (const name of ['record', 'iam', 'dns', 'tcp', 'tls', 'login', 'query', 'identity']) {
    await expect(stage(page, connId, name)).toContainText('passed');
    await expect(stage(page, connId, name)).toContainText(/\d ms|\d s/);
  }
  await expect(page.getByRole('grid', { name: /^Connections of/ })).toContainText('Passed');
  // Drawn as a waterfall: a stage's bar begins where the one before it ends.
  const [dns, tls] = [await bar(page, connId, 'dns'), await bar(page, connId, 'tls')];
  expect(tls.x).toBeGreaterThanOrEqual(dns.x + dns.width - 1);

  await run(page, connId).getByText('Details of every stage').click();
  await expect(stage(page, connId, 'tls')).toContainText('Issued by');
  await run(page, connId).getByRole('button', { name: 'Copy log' }).click();
  const log = await page.evaluate(() => navigator.clipboard.readText());
  expect(log).toContain(`Connection: ${connId}`);
  expect(log).toMatch(/login +passed/);
  await expectAccessible();
});

test('a refusal by AWS ends the test early and leads to the field', async ({ page }) => {
  const connId = await testFromList(page, 'denied', 'hr/people');
  await expect(stage(page, connId, 'ssm')).toContainText('failed');
  await expect(stage(page, connId, 'ssm')).toContainText('ACCESS_DENIED');
  await expect(stage(page, connId, 'ssm')).toContainText('AccessDeniedException');
  await expect(stage(page, connId, 'login')).toContainText('not run');
  await expect(stage(page, connId, 'ssm').getByRole('link', { name: 'Edit password' })).toHaveAttribute(
    'href',
    `${pageOf(connId)}/edit?field=password`,
  );
  await stage(page, connId, 'ssm').getByRole('button', { name: 'Copy IAM policy' }).click();
  const policy: unknown = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
  expect(policy).toMatchObject({
    Statement: [
      { Action: 'ssm:GetParameter', Resource: expect.stringMatching(/:parameter\/lava\/dev\//) },
      { Action: 'kms:Decrypt' },
    ],
  });
});

test('a wrong certificate fails at TLS with what it says', async ({ page }) => {
  const connId = await testFromList(page, 'untrusted', 'vendor-replica');
  await expect(stage(page, connId, 'tls')).toContainText('TLS_NOT_TRUSTED');
  await expect(stage(page, connId, 'tls')).toContainText('Issued by');
  await expect(stage(page, connId, 'login')).toContainText('not run');
});

test('a disabled connection works but is refused', async ({ page }) => {
  const connId = await testFromList(page, 'disabled', 'summer-campaign');
  await expect(run(page, connId)).toContainText('Works, but disabled: lava will refuse it.');
  await expect(stage(page, connId, 'enabled')).toContainText('warning');
  await expect(stage(page, connId, 'login')).toContainText('passed');
});

test('a test of a silent server is cancelled at the stage that waits', async ({ page }) => {
  const connId = await testFromList(page, 'silent', 'branch-office');
  await expect(stage(page, connId, 'tls')).toContainText('running');
  await expect(stage(page, connId, 'tcp')).toContainText('passed');
  await run(page, connId).getByRole('button', { name: 'Cancel test' }).click();
  await expect(run(page, connId)).toContainText('Cancelled at tls.');
  await expect(stage(page, connId, 'login')).toContainText('not run');
});

test('a failure is compared with the last run that passed', async ({ page }) => {
  const connId = newConnId('compare');
  await makeConnection(page, connId);
  await page.goto(pageOf(connId));
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(run(page, connId)).toContainText('A lava worker would connect');

  await page.goto(`${pageOf(connId)}/edit?field=user`);
  await page.getByRole('combobox', { name: /^Database user/ }).fill('nobody-knows-me');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByRole('heading', { level: 1, name: connId, exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(stage(page, connId, 'login')).toContainText('failed');

  await page.getByRole('button', { name: 'Compare with the last run that passed' }).click();
  const login = page.getByRole('table', { name: /stage by stage/ }).getByRole('row', { name: /Log in/ });
  await expect(login).toContainText('passed → failed');
});
