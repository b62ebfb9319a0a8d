import type { Page } from '@playwright/test';
import axe, { type RunOptions } from 'axe-core';

/** The rules whose outcome can change with the colours alone. */
export const RULES_OF_COLOUR: readonly string[] = ['color-contrast', 'link-in-text-block'];

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
  const violations = await page.evaluate(async (asked) => (await window.axe.run(asked)).violations, options);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

declare global {
  interface Window {
    readonly axe: typeof import('axe-core');
  }
}
