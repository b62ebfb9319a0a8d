import type { Page } from '@playwright/test';
import { newConnId, pageOf } from './conn-ids';
import { expect, test } from './fixtures';
import { makeConnection } from './given';

const minted = (page: Page) => page.getByRole('table', { name: 'Temporary credentials' });

test('AWS tells about parameters and secrets without their values', async ({ page, expectAccessible }) => {
  await page.goto('/dev/credentials');
  await page.getByRole('button', { name: 'Refresh from AWS' }).click();
  await expect(page.getByText(/^AWS was asked about \d+ parameters/)).toBeVisible();
  const parameters = page.getByRole('table', { name: 'SSM parameters' });
  await expect(parameters.getByRole('row', { name: /hr\/payroll/ })).toContainText('Missing');
  await expect(parameters.getByRole('row', { name: /hr\/people/ })).toContainText('Another key');
  await expect(parameters.getByRole('row', { name: /reporting\/finance/ })).toContainText('SecureString');
  const secrets = page.getByRole('table', { name: 'Secrets' });
  await expect(secrets.getByRole('row', { name: /product-usage/ })).toContainText('Overdue');
  await expect(secrets.getByRole('row', { name: /marketing\/campaigns/ })).toContainText(/in \d+ days/);
  await expectAccessible();
});

test('what a test mints counts down, is minted anew and forgotten', async ({ page, expectAccessible }) => {
  const connId = newConnId('expiry');
  // A duration of its own makes it a login of its own: no other test replaces or forgets it.
  const seconds = 900 + (Date.now() % 2700);
  await makeConnection(page, connId, { change: { password_duration: `${seconds}s` } });
  await page.goto(pageOf(connId));
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(page.getByText('A lava worker would connect as IAM:etl').first()).toBeVisible();

  await page.goto(`/dev/credentials?q=${encodeURIComponent(connId)}`);
  const row = minted(page).getByRole('row', { name: /IAM:etl/ });
  await expect(row).toContainText(/Expires in [\d:]+/);
  await expect(row).toContainText('the next test uses them');
  await expect(row).toContainText('asked for');
  await expect(row).toContainText('just now by Sandbox admin');
  await expect(row.getByRole('link', { name: connId, exact: true })).toBeVisible();
  const clock = row.getByText(/^Expires in [\d:]+$/);
  const shown = String(await clock.textContent());
  await expect(clock).not.toHaveText(shown);
  await expect(page.getByRole('list', { name: /^What ends within the next 60 minutes/ })).toContainText(
    'IAM:etl',
  );
  await expect(row.getByRole('link', { name: `test of ${connId}` })).toHaveAttribute(
    'href',
    new RegExp(`/dev/connections/${encodeURIComponent(connId)}\\?tab=history&run=`),
  );
  await expectAccessible();

  await row.getByRole('button', { name: /^Mint a new one/ }).click();
  await expect(page.getByText(`New credentials for ${connId} were minted.`)).toBeVisible();
  await expect(row).toContainText('without a test');

  await row.getByRole('button', { name: /^Forget/ }).click();
  const dialog = page.getByRole('dialog', { name: /^Forget the credentials/ });
  await expect(dialog).toContainText('AWS cannot revoke temporary credentials');
  await dialog.getByRole('button', { name: 'Forget' }).click();
  await expect(page.getByText('The credentials of IAM:etl were forgotten.')).toBeVisible();
  await expect(row).toHaveCount(0);
  // The first when other tests minted something, the second when none did.
  await expect(minted(page)).toContainText(/None of them matches|No temporary credentials were obtained/);
});

test('the filter stands in the address', async ({ page }) => {
  await page.goto('/dev/credentials');
  await page.getByRole('button', { name: 'Refresh from AWS' }).click();
  await expect(page.getByText(/^AWS was asked about/)).toBeVisible();
  await page.getByRole('button', { name: /^Needs attention/ }).click();
  await page.getByRole('searchbox', { name: 'Find credentials' }).fill('hr/');
  await expect(page).toHaveURL(/\?q=hr%2F&show=attention$/);
  await page.reload();
  const parameters = page.getByRole('table', { name: 'SSM parameters' });
  await expect(parameters.getByRole('row', { name: /hr\/payroll/ })).toBeVisible();
  await expect(parameters.getByRole('row', { name: /shared/ })).toHaveCount(0);
});

test('a failed reading says so and can be tried again', async ({ page }) => {
  const address = '**/api/realms/dev/credentials';
  await page.route(address, (route) =>
    route.fulfill({
      status: 503,
      json: { error: { code: 'UNAVAILABLE', message: 'The store does not answer.' } },
    }),
  );
  await page.goto('/dev/credentials');
  await expect(page.getByText('The store does not answer.')).toBeVisible();
  await page.unroute(address);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('table', { name: 'SSM parameters' })).toContainText('/lava/dev/');
});

test('marks what is over, what ends soon and what may not be looked at', async ({
  page,
  expectAccessible,
}) => {
  await page.route('**/api/realms/dev/credentials', async (route) => {
    const response = await route.fetch();
    const answer = await response.json();
    const now = Date.parse(answer.now);
    const minting = (user: string, seconds: number) => ({
      id: user,
      connId: 'etl-warehouse',
      connectionExists: true,
      runId: null,
      method: 'iam',
      cluster: 'analytics-dev',
      database: 'analytics',
      requestedUser: user,
      returnedUser: user,
      durationSeconds: 900,
      mintedAt: new Date(now - 900_000).toISOString(),
      expiresAt: new Date(now + seconds * 1000).toISOString(),
      mintedBy: 'admin',
      held: false,
      usedBy: ['etl-warehouse'],
    });
    const parameters = answer.parameters.map((row: object, index: number) =>
      index === 0
        ? { ...row, state: 'denied', missingPermission: 'ssm:DescribeParameters', checkedAt: answer.now }
        : row,
    );
    await route.fulfill({
      response,
      json: { ...answer, parameters, minted: [minting('over', -60), minting('soon', 200)] },
    });
  });
  await page.goto('/dev/credentials');
  await expect(minted(page).getByRole('row', { name: /\bover\b/ })).toContainText('Expired');
  await expect(minted(page).getByRole('row', { name: /\bsoon\b/ })).toContainText(/Ends soon: in \d:\d\d/);
  await expect(page.getByRole('table', { name: 'SSM parameters' })).toContainText(
    'The console lacks ssm:DescribeParameters',
  );
  await expect(page.getByRole('list', { name: /^What ends within the next 60 minutes/ })).toContainText(
    'soon',
  );
  await expectAccessible();
});

test('shows how far the questions to AWS are', async ({ page, expectAccessible }) => {
  let answered = () => {};
  const held = new Promise<void>((resolve) => {
    answered = resolve;
  });
  await page.route('**/api/realms/dev/progress/*', (route) =>
    route.fulfill({ json: { done: 3, total: 12 } }),
  );
  await page.route('**/dev/credentials', async (route) => {
    if (route.request().method() === 'POST') await held;
    await route.continue();
  });
  await page.goto('/dev/credentials');
  await page.getByRole('button', { name: 'Refresh from AWS' }).click();
  await expect(page.getByText('3 of 12 parameters and secrets')).toBeVisible();
  await expect(page.getByRole('progressbar', { name: 'Asking AWS' })).toHaveAttribute('value', '25');
  await expectAccessible();
  answered();
  await expect(page.getByText(/^AWS was asked about/)).toBeVisible();
  await expect(page.getByRole('progressbar')).toHaveCount(0);
});
