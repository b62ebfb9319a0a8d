import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect } from '@playwright/test';
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

/** Playwright's test, which here also fails on errors in the browser's console and on what its policy stops. */
export const test = base.extend<Fixtures & { readonly failOnConsoleErrors: undefined }>({
  context: async ({ context, baseURL }, use) => {
    const recorded = recordBodies(context, baseURL);
    await use(context);
    await recorded();
  },
  cspViolations: [
    async ({ context }, use) => {
      const violations = await watchCspViolations(context);
      await use(violations);
      expect(violations).toEqual([]);
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
