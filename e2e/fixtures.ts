import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect } from '@playwright/test';

/** Console messages of libraries in development builds, and answers that a test provokes on purpose. */
const EXPECTED = [/Failed to load resource/, /Download the React DevTools/];

interface Fixtures {
  /** Messages a test expects, besides those that never matter: `consoleAllows.push(/…/)`. */
  readonly consoleAllows: RegExp[];
  /** Fails on any serious or critical violation of the accessibility rules on the page as it is. */
  readonly expectAccessible: () => Promise<void>;
}

/** Playwright's test, which here also fails on errors in the browser's console. */
export const test = base.extend<Fixtures & { readonly failOnConsoleErrors: undefined }>({
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
