import type { BrowserContext } from '@playwright/test';
import type { SandboxKey } from '../lib/auth/sandbox-people';
import { sandboxCookie } from '../scripts/sandbox-cookie';

/**
 * The people that the tests act as: one for each role in every realm, a second editor, an
 * editor and an admin of dev only, and somebody without any role.
 */
export type Person = SandboxKey;

const signedIn = new Map<string, Promise<string>>();

/** The `Cookie` header of a signed-in person. */
export function cookieFor(baseUrl: string, person: Person): Promise<string> {
  const key = `${baseUrl} ${person}`;
  const cookie = signedIn.get(key) ?? sandboxCookie(baseUrl, person).then(({ header }) => header);
  signedIn.set(key, cookie);
  return cookie;
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
