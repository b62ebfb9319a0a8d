import type { Page } from '@playwright/test';
import axe, { type RunOptions } from 'axe-core';

/** The rules whose outcome can change with the colours alone. */
export const RULES_OF_COLOUR: readonly string[] = ['color-contrast', 'link-in-text-block'];

/** Rows far down a table are made as those above them, and looking at all takes most of the time there is for a page. */
const MORE_ROWS = 'tbody > tr:nth-child(n + 13)';

/**
 * Every serious or critical violation of the accessibility rules on the page as it is, with the places; of all rules,
 * or of those named. The rules are brought to a document once: that takes as long as following some of them.
 */
export async function graveViolations(page: Page, rules?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const options: RunOptions = {
    resultTypes: ['violations'],
    // Scripts and styles of other documents, of which there are none.
    preload: false,
    ...(rules && { runOnly: [...rules] }),
  };
  const violations = await page.evaluate(
    async ([exclude, asked]) => (await window.axe.run({ exclude }, asked)).violations,
    [MORE_ROWS, options] as const,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

declare global {
  interface Window {
    readonly axe: typeof import('axe-core');
  }
}
