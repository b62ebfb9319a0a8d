import { readFile } from 'node:fs/promises';
import {
  type BrowserContext,
  test as base,
  expect,
  type Page,
  type PlaywrightTestOptions,
} from '@playwright/test';
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

/** A context and its tab, which is kept open: see {@link leave}. */
interface Profile {
  readonly context: BrowserContext;
  tab?: Page;
}

interface WorkerFixtures {
  /** Profiles that tests of one worker use one after the other, by what they want of one. */
  readonly profiles: Map<string, Profile>;
  /** What the policy stopped in any context of the worker's browser. */
  readonly stopped: string[];
}

/** What tests listen to on a page; the library itself listens to further ones. */
const LISTENED_TO = ['console', 'pageerror', 'request', 'response', 'dialog'] as const;

/**
 * Leaves a tab as a new one would be, for the next test. It stays on an address of the console: on an empty page, or in
 * a new tab, a browser starts anew and has compiled nothing, which doubles the cost of the page that comes next.
 */
async function leave(page: Page): Promise<void> {
  for (const event of LISTENED_TO) page.removeAllListeners(event);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.goto('/healthz');
  await page.evaluate(() => {
    localStorage.clear();
    sessionStorage.clear();
  });
  await page.mouse.move(0, 0);
}

/**
 * The page, whose texts are looked for in what is seen: what is announced besides repeats them a moment later, so that on a
 * busy machine there would be two of each.
 */
function seeing(page: Page): Page {
  const byText = page.getByText.bind(page);
  page.getByText = (text, options) => byText(text, options).and(page.locator(':not([aria-live])'));
  return page;
}

type StorageState = NonNullable<PlaywrightTestOptions['storageState']>;

async function cookiesOf(state: StorageState): Promise<Parameters<BrowserContext['addCookies']>[0]> {
  const { cookies } = typeof state === 'string' ? JSON.parse(await readFile(state, 'utf8')) : state;
  return cookies;
}

/**
 * Playwright's test, which here also fails on errors in the browser's console and on what its policy stops. Tests share
 * a profile and its tab, emptied in between: so scripts are fetched and compiled once, not once for each test.
 */
export const test = base.extend<
  Fixtures & { readonly profile: Profile; readonly failOnConsoleErrors: undefined },
  WorkerFixtures
>({
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
      const profiles = new Map<string, Profile>();
      await use(profiles);
      for (const { context } of profiles.values()) await context.close();
    },
    { scope: 'worker' },
  ],
  profile: async (
    { browser, profiles, baseURL, viewport, colorScheme, locale, timezoneId, permissions, contextOptions },
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
    const profile = profiles.get(key) ?? { context: await browser.newContext(options) };
    profiles.set(key, profile);
    await use(profile);
  },
  context: async ({ profile, storageState }, use) => {
    const { context } = profile;
    await context.clearCookies();
    if (storageState) await context.addCookies(await cookiesOf(storageState));
    await use(context);
    for (const page of context.pages()) if (page !== profile.tab) await page.close();
  },
  page: async ({ profile, context, viewport, colorScheme }, use) => {
    if (!profile.tab || profile.tab.isClosed()) profile.tab = seeing(await context.newPage());
    const { tab } = profile;
    await tab.emulateMedia({ media: null, colorScheme });
    if (viewport) await tab.setViewportSize(viewport);
    await use(tab);
    if (!tab.isClosed()) await leave(tab);
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
