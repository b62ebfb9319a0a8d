import { expect, test } from './fixtures';

const PAGES = [
  ['connections', '/dev/connections', 'Connections'],
  ['a connection', '/dev/connections/etl-warehouse', 'etl-warehouse'],
  ['a connection, history', '/dev/connections/etl-warehouse?tab=history', 'etl-warehouse'],
  ['a connection, JSON', '/dev/connections/etl-warehouse?tab=json', 'etl-warehouse'],
  ['a new connection', '/dev/new', 'Create a connection'],
  ['editing', '/dev/connections/etl-warehouse/edit', 'etl-warehouse'],
  ['credentials', '/dev/credentials', 'Credential expiry'],
  ['audit', '/dev/audit', 'Login audit'],
  ['realms', '/realms', 'Realms'],
  ['a new realm', '/realms/new', 'realm'],
  ['reference', '/reference/redshift', 'redshift'],
  ['a page that does not exist', '/dev/connections/nothing-here', 'Not found'],
] as const;

const WIDTHS = [1440, 400] as const;
const MODES = ['light', 'dark'] as const;

for (const [name, address, heading] of PAGES) {
  test(`${name} can be used by everybody, wide and narrow, light and dark`, async ({
    page,
    expectAccessible,
  }) => {
    await page.setViewportSize({ width: WIDTHS[0], height: 900 });
    await page.goto(address);
    await expect(page.getByRole('heading', { level: 1 })).toContainText(heading, { ignoreCase: true });
    await page.waitForLoadState('networkidle');
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      await expect.poll(overflow, 'the page scrolls sideways').toBeLessThanOrEqual(0);
      for (const colorScheme of MODES) {
        await page.emulateMedia({ colorScheme });
        await expect(page.locator('body.awsui-dark-mode')).toHaveCount(colorScheme === 'dark' ? 1 : 0);
        await expectAccessible();
      }
    }
  });
}
