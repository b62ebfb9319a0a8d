import type { BrowserContext } from '@playwright/test';

/** The people that the tests act as: one for each role in every realm, a second editor, and somebody without any role. */
export const PEOPLE = ['none', 'viewer', 'tester', 'editor', 'second-editor', 'admin'] as const;
export type Person = (typeof PEOPLE)[number];

/** The `Cookie` header of a signed-in person. */
export async function cookieFor(_baseUrl: string, person: Person): Promise<string> {
  const names = { none: 'none', 'second-editor': 'editor-2' } as const;
  const name = person === 'none' || person === 'second-editor' ? names[person] : person;
  return `development-person=${name}`;
}

/** Lets a browser act as the person from now on. */
export async function actAs(context: BrowserContext, baseUrl: string, person: Person): Promise<void> {
  await context.clearCookies();
  const pairs = (await cookieFor(baseUrl, person)).split('; ');
  await context.addCookies(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url: baseUrl };
    }),
  );
}
