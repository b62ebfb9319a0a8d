import { AxeBuilder } from '@axe-core/playwright';
import { type BrowserContext, test as base, expect } from '@playwright/test';
import { watchCspViolations } from './csp-violations';
import { recordBodies } from './record-bodies';

/** Console messages of libraries in development builds, and answers that a test provokes on purpose. */
const EXPECTED = [/Failed to load resource/, /Download the React DevTools/];

interface Fixtures {
  /** Messages a test expects, besides those that never matter: `consoleAllows.push(/…/)`. */
  readonly consoleAllows: RegExp[];
  /** What the Content-Security-Policy stopped so far. */
  readonly cspViolations: string[];
  /** Fails on any serious or critical violation of the accessibility rules on the page as it is. */
  readonly expectAccessible: () => Promise<void>;
}

/** A browser profile that tests of one worker use one after the other. */
interface Profile {
  readonly context: BrowserContext;
  readonly cspViolations: string[];
  /** Waits for the answers that are being kept. */
  readonly recorded: () => Promise<void>;
}

interface WorkerFixtures {
  /** By what tests want of a profile. */
  readonly profiles: Map<string, Profile>;
}

/**
 * Playwright's test, which here also fails on errors in the browser's console and on what its policy stops. Tests share
 * a profile, emptied in between: so scripts are fetched and compiled once, not once for each test.
 */
export const test = base.extend<
  Fixtures & { readonly profile: Profile; readonly failOnConsoleErrors: undefined },
  WorkerFixtures
>({
  profiles: [
    async ({ browser: _ }, use) => {
      const profiles = new Map<string, Profile>();
      await use(profiles);
      for (const { context } of profiles.values()) await context.close();
    },
    { scope: 'worker' },
  ],
  profile: async (
    { browser, profiles, baseURL, viewport, colorScheme, locale, permissions, contextOptions, storageState },
    use,
  ) => {
    const options = { ...contextOptions, baseURL, viewport, colorScheme, locale, permissions };
    const key = JSON.stringify(options);
    let profile = profiles.get(key);
    if (!profile) {
      const context = await browser.newContext(options);
      const recorded = recordBodies(context, baseURL);
      profile = { context, recorded, cspViolations: await watchCspViolations(context) };
      profiles.set(key, profile);
    }
    await profile.context.setStorageState(storageState ?? { cookies: [], origins: [] });
    profile.cspViolations.length = 0;
    await use(profile);
    await profile.recorded();
    for (const page of profile.context.pages()) await page.close();
  },
  context: async ({ profile }, use) => use(profile.context),
  cspViolations: [
    async ({ profile }, use) => {
      await use(profile.cspViolations);
      expect(profile.cspViolations).toEqual([]);
    },
    { auto: true },
  ],
  consoleAllows: async ({ page: _ }, use) => use([...EXPECTED]),
  failOnConsoleErrors: [
    async ({ page, consoleAllows }, use) => {
      const errors: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text());
      });
      page.on('pageerror', (error) => errors.push(String(error)));
      await use(undefined);
      expect(errors.filter((text) => !consoleAllows.some((allowed) => allowed.test(text)))).toEqual([]);
    },
    { auto: true },
  ],
  expectAccessible: async ({ page }, use) => {
    await use(async () => {
      // One document without frames: the way made for frames takes four times as long.
      const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
      const { violations } = await axe.analyze();
      const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(
        grave.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`),
      ).toEqual([]);
    });
  },
});

export { expect };
