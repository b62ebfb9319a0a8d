import type { BrowserContext } from '@playwright/test';

/**
 * Adds to `violations` what the Content-Security-Policy stops on any page of the context from now on: the directive,
 * what it was, and where.
 */
export async function watchCspViolations(context: BrowserContext, violations: string[]): Promise<void> {
  await context.exposeFunction('__cspViolation', (text: string) => violations.push(text));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const tell = Reflect.get(window, '__cspViolation');
      tell(`${event.effectiveDirective} stopped ${event.blockedURI} on ${event.documentURI}`);
    });
  });
}
