import type { Page } from '@playwright/test';
import { BASE, callAction, serverActions } from './direct-calls';
import { expect, test } from './fixtures';
import { RULES_OF_COLOUR } from './grave-violations';
import { actAs, cookieFor } from './people';

/** What a page is called, where it is, its heading, and what stands in tables that fit a narrow screen whole. */
type Place = readonly [name: string, address: string, heading: string, inTables?: string];

const PAGES: readonly Place[] = [
  ['connections', '/dev/connections', 'Connections'],
  ['a connection', '/dev/connections/etl-warehouse', 'etl-warehouse'],
  ['a connection, history', '/dev/connections/etl-warehouse?tab=history', 'etl-warehouse'],
  ['a connection, JSON', '/dev/connections/etl-warehouse?tab=json', 'etl-warehouse'],
  ['a new connection', '/dev/new', 'Create a connection'],
  ['editing', '/dev/connections/etl-warehouse/edit', 'etl-warehouse'],
  ['credentials', '/dev/credentials', 'Credential expiry'],
  ['audit', '/dev/audit', 'Login audit', 'What is wrong'],
  ['realms', '/realms', 'Realms'],
  ['a new realm', '/realms/new', 'realm'],
  ['reference', '/reference/redshift', 'redshift', 'Else the secret'],
  ['a page that does not exist', '/dev/connections/nothing-here', 'Not found'],
];

/** Pages that are made of the same parts, where less room and less light are what may fail. */
const MORE_PAGES: readonly Place[] = [
  ['a connection, test', '/dev/connections/etl-warehouse?tab=test', 'etl-warehouse'],
  ['a connection, worker', '/dev/connections/etl-warehouse?tab=worker', 'etl-warehouse'],
  ['a connection, versions', '/dev/connections/etl-warehouse?tab=versions', 'etl-warehouse'],
  ['a connection, jobs', '/dev/connections/etl-warehouse?tab=jobs', 'etl-warehouse', 'Every 2 hours'],
  ['a connection, policy', '/dev/connections/etl-warehouse?tab=policy', 'etl-warehouse'],
  ['import', '/dev/import', 'Import'],
  ['drafts of logins', '/dev/audit/iam', 'Move to IAM', 'Database user'],
  ['lava’s table', '/dev/lava', 'lava’s table', 'Changed on both sides'],
  ['publishing', '/dev/lava/publish?id=summer-campaign', 'Review and publish'],
  ['activity', '/dev/activity', 'Activity'],
  ['activity of all realms', '/trail', 'Activity of all realms'],
  ['deleted', '/dev/deleted', 'Deleted'],
  ['requests', '/dev/requests', 'Requests'],
  ['people', '/people', 'People'],
  ['account', '/account', 'Account'],
  ['tokens', '/account/tokens', 'API tokens'],
  ['settings', '/settings', 'Settings'],
  ['a realm', '/realms/dev/edit', 'dev'],
  ['roles', '/reference/roles', 'each role'],
  ['no page at all', '/nowhere/at/all', 'Not found'],
];

type Look = readonly [width: number, mode: 'light' | 'dark', rules?: readonly string[]];
const NARROW: readonly Look[] = [[400, 'dark']];
/** Every rule at both widths, and those that the other colours could change. */
const ALL: readonly Look[] = [
  [1440, 'light'],
  [1440, 'dark', RULES_OF_COLOUR],
  [400, 'dark'],
  [400, 'light', RULES_OF_COLOUR],
];

/** How far tables can be scrolled sideways within their boxes. */
const hiddenInTables = (page: Page) =>
  page.evaluate(() =>
    Math.max(
      ...[...document.querySelectorAll('main table')].map((table) =>
        table.parentElement ? table.parentElement.scrollWidth - table.parentElement.clientWidth : 0,
      ),
    ),
  );

/** Opens the page and looks at it in these ways: nothing grave for whoever cannot see it, nothing beside the window. */
async function expectFit(
  page: Page,
  [, address, heading, inTables]: Place,
  looks: readonly Look[],
  expectAccessible: (rules?: readonly string[]) => Promise<void>,
): Promise<void> {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(address);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(heading, { ignoreCase: true });
  await page.waitForLoadState('networkidle');
  if (inTables) await expect(page.getByText(inTables).first()).toBeVisible();
  for (const [width, colorScheme, rules] of looks) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    await expect.poll(overflow, 'the page scrolls sideways').toBeLessThanOrEqual(0);
    if (inTables && width === 400) await expect.poll(() => hiddenInTables(page)).toBeLessThanOrEqual(0);
    await expect(page.locator('body.awsui-dark-mode')).toHaveCount(colorScheme === 'dark' ? 1 : 0);
    await expectAccessible(rules);
  }
}

for (const place of PAGES) {
  test(`${place[0]} can be used by everybody, wide and narrow, light and dark`, async ({
    page,
    expectAccessible,
  }) => expectFit(page, place, ALL, expectAccessible));
}

for (const place of MORE_PAGES) {
  test(`${place[0]} can be used by everybody, narrow and dark`, async ({ page, expectAccessible }) =>
    expectFit(page, place, NARROW, expectAccessible));
}

test('what somebody may not see can be used by everybody', async ({ page, context, expectAccessible }) => {
  await actAs(context, BASE, 'viewer');
  await expectFit(page, ['people', '/people', 'People'], NARROW, expectAccessible);
});

test.describe('nobody', () => {
  test.use({ storageState: { cookies: [], origins: [] } });

  test('the sign-in can be used by everybody', async ({ page, expectAccessible }) =>
    expectFit(page, ['sign-in', '/sign-in', 'Sign in'], NARROW, expectAccessible));

  test('links to set a password can be used by everybody', async ({ page, expectAccessible }) => {
    const invite = (await serverActions()).find(({ name }) => name === 'invitePersonAction');
    if (!invite) throw new Error('There is no action to invite with.');
    const email = `invited-${Date.now()}@example.com`;
    const admin = { cookie: await cookieFor(BASE, 'admin') };
    const { given } = await callAction(invite, admin, 'dev', { name: 'Invited', email, grants: [] });
    const { link } = given as { link: { path: string } };
    await expectFit(page, ['a link', link.path, 'password'], NARROW, expectAccessible);
    await expectFit(
      page,
      ['no link', '/set-password/none', 'This link cannot be used'],
      NARROW,
      expectAccessible,
    );
    await expectFit(page, ['no link', '/set-up/none', 'This link cannot be used'], NARROW, expectAccessible);
  });
});
