import { expect, test } from './fixtures';

const FAILURE = {
  status: 503,
  json: { error: { code: 'UNAVAILABLE', message: 'The store does not answer.' } },
};

/** Pages, what they read, what then stands in the place of the rows, and what would be a claim about them. */
const PAGES = [
  {
    path: '/dev/audit',
    reads: ['**/api/realms/dev/connections?*', '**/api/realms/dev/audit/summary*'],
    says: ['The connections could not be read.', 'The figures could not be read.'],
    claims: ['has no connections yet', 'Create a connection', 'No connection matches'],
  },
  {
    path: '/dev/credentials',
    reads: ['**/api/realms/dev/credentials'],
    says: [
      'SSM parameters could not be read.',
      'Secrets could not be read.',
      'Temporary credentials could not be read.',
      'What ends could not be read.',
    ],
    claims: [
      'No connection of this realm names',
      'Nothing ends within',
      'No temporary credentials',
      '0 matches',
    ],
  },
  {
    path: '/dev/requests',
    reads: ['**/api/realms/dev/requests'],
    says: ['The requests could not be read.'],
    claims: ['Nothing waits for approval'],
  },
  {
    path: '/dev/activity',
    reads: ['**/api/realms/dev/activity?*'],
    says: ['The activity could not be read.'],
    claims: ['Nothing has happened here yet'],
  },
  {
    path: '/dev/audit/iam',
    reads: ['**/api/realms/dev/audit/iam'],
    says: ['The candidates could not be read.'],
    claims: ['reads a password from SSM.', '0 matches'],
  },
  {
    path: '/dev/connections/etl-warehouse?tab=history',
    reads: ['**/runs'],
    says: ['The tests could not be read.'],
    claims: ['Never tested.'],
  },
  {
    path: '/dev/connections/etl-warehouse?tab=versions',
    reads: ['**/versions'],
    says: ['The versions could not be read.'],
    claims: ['No version is on record'],
  },
];

for (const { path, reads, says, claims } of PAGES) {
  test(`claims nothing about what could not be read: ${path}`, async ({ page, expectAccessible }) => {
    for (const address of reads) await page.route(address, (route) => route.fulfill(FAILURE));
    await page.goto(path);
    await expect(page.getByText('The store does not answer.').first()).toBeVisible();
    for (const text of says) await expect(page.getByText(text).first()).toBeVisible();
    for (const text of claims) await expect(page.getByText(text)).toHaveCount(0);
    await expectAccessible();
  });
}

test('claims nothing about what is still being read', async ({ page }) => {
  let answered = () => {};
  const held = new Promise<void>((resolve) => {
    answered = resolve;
  });
  await page.route('**/api/realms/dev/credentials', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('/dev/credentials');
  await expect(page.getByRole('heading', { name: 'The next 60 minutes' })).toBeVisible();
  await expect(page.getByText('Nothing ends within')).toHaveCount(0);
  answered();
  await expect(page.getByRole('table', { name: 'SSM parameters' })).toContainText('/lava/dev/');
});

test('says that the page is older than the server where an action is gone', async ({ page }) => {
  await page.goto('/dev/connections/etl-warehouse?tab=test');
  await page.route('**/connections/etl-warehouse*', (route) => {
    const headers = route.request().headers();
    return route.continue({
      headers: headers['next-action'] ? { ...headers, 'next-action': 'f'.repeat(42) } : headers,
    });
  });
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(page.getByText('The server does not know this request.')).toBeVisible();
  await expect(page.getByText('reload the page and try again')).toBeVisible();
});
