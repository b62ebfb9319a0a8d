import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';

/** Within these, arrow keys lead from one part to the next: one of their parts is reached with Tab. */
const COMPOSITES =
  '[role=grid], [role=tablist], [role=radiogroup], [role=menu], [role=toolbar], [role=listbox], [role=application], svg';
const MOST_PRESSES = 250;
const CONTROLS = 'a[href], button, input, select, textarea, [role=button], [role=tab]';

/** Marks what can be pressed or typed into. Returns how many places have to be reached, a composite being one. */
function markPlaces(page: Page): Promise<number> {
  return page.evaluate(
    ([composites, controls]) => {
      const places = new Set<Element>();
      for (const control of document.querySelectorAll<HTMLElement>(controls)) {
        const disabled =
          control.matches(':disabled, [aria-disabled=true]') ||
          control.closest('[inert], [aria-hidden=true]');
        const { width, height } = control.getBoundingClientRect();
        const seen = width > 1 && height > 1 && getComputedStyle(control).visibility === 'visible';
        if (disabled || !seen) continue;
        const radio = control.matches('[type=radio]') && control.closest('[role=radiogroup], fieldset');
        places.add(control.closest(composites) ?? (radio || control));
      }
      for (const place of places) place.setAttribute('data-to-reach', '');
      return places.size;
    },
    [COMPOSITES, CONTROLS] as const,
  );
}

/** What no key reached so far, in words. */
function notReached(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('[data-to-reach]')].map((place) => place.outerHTML.slice(0, 160)),
  );
}

for (const path of [
  '/dev/connections',
  '/dev/connections/etl-warehouse',
  '/dev/new',
  '/dev/credentials',
  '/dev/audit',
  '/dev/lava',
  '/realms',
  '/people',
]) {
  test(`everything on ${path} is reached with the keyboard`, async ({ page }) => {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.waitForLoadState('networkidle');
    await page.evaluate(() => {
      document.addEventListener('focusin', ({ target }) => {
        for (let at = target instanceof Element ? target : null; at; at = at.parentElement)
          at.removeAttribute('data-to-reach');
      });
    });
    const places = await markPlaces(page);
    expect(places).toBeGreaterThan(10);
    for (let presses = 0; presses < MOST_PRESSES && (await notReached(page)).length > 0; presses += 1)
      await page.keyboard.press('Tab');
    expect(await notReached(page)).toEqual([]);
  });
}
