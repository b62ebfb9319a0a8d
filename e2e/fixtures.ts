import { type BrowserContext, test as base, expect } from '@playwright/test';
import { watchCspViolations } from './csp-violations';
import { graveViolations } from './grave-violations';

/** Console messages of libraries in development builds, and answers that a test provokes on purpose. */
const EXPECTED = [/Failed to load resource/, /Download the React DevTools/];

interface Fixtures {
  /** Messages a test expects, besides those that never matter: `consoleAllows.push(/…/)`. */
  readonly consoleAllows: RegExp[];
  /** What the Content-Security-Policy stopped so far. */
  readonly cspViolations: string[];
  /** Fails on any serious or critical violation of the accessibility rules, all or those named, on the page as it is. */
  readonly expectAccessible: (rules?: readonly string[]) => Promise<void>;
}

interface WorkerFixtures {
  /** Profiles that tests of one worker use one after the other, by what they want of one. */
  readonly profiles: Map<string, BrowserContext>;
  /** What the policy stopped in any context of the worker's browser. */
  readonly stopped: string[];
}

/**
 * Playwright's test, which here also fails on errors in the browser's console and on what its policy stops. Tests share
 * a profile, emptied in between: so scripts are fetched and compiled once, not once for each test.
 */
export const test = base.extend<Fixtures & { readonly failOnConsoleErrors: undefined }, WorkerFixtures>({
  stopped: [
    async ({ browser }, use) => {
      const stopped: string[] = [];
      const newContext = browser.newContext.bind(browser);
      // A test may open further ones, also by `browser.newPage`.
      browser.newContext = async (options) => {
        const context = await newContext(options);
        await watchCspViolations(context, stopped);
        return context;
      };
      await use(stopped);
    },
    { scope: 'worker' },
  ],
  profiles: [
    async ({ stopped: _ }, use) => {
      const profiles = new Map<string, BrowserContext>();
      await use(profiles);
      for (const context of profiles.values()) await context.close();
    },
    { scope: 'worker' },
  ],
  context: async (
    {
      browser,
      profiles,
      baseURL,
      viewport,
      colorScheme,
      locale,
      timezoneId,
      permissions,
      contextOptions,
      storageState,
    },
    use,
  ) => {
    const options = {
      ...contextOptions,
      baseURL,
      viewport,
      colorScheme,
      locale,
      permissions,
      ...(timezoneId && { timezoneId }),
    };
    const key = JSON.stringify(options);
    let context = profiles.get(key);
    if (!context) {
      context = await browser.newContext(options);
      profiles.set(key, context);
    }
    await context.setStorageState(storageState ?? { cookies: [], origins: [] });
    await use(context);
    for (const page of context.pages()) await page.close();
  },
  cspViolations: [
    async ({ stopped }, use) => {
      stopped.length = 0;
      await use(stopped);
      expect(stopped).toEqual([]);
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
    await use(async (rules) => expect(await graveViolations(page, rules)).toEqual([]));
  },
});

export { expect };
