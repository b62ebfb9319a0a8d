import { TOTP, URI } from 'otpauth';
import { expect } from 'vitest';
import type { ServiceContext } from '../services/context';
import { invitePerson } from '../services/people/invite-person';
import { setPasswordByLink } from '../services/people/set-password-by-link';
import { passkeyDevice } from './passkey.fixture';
import { TestBrowser } from './sign-in.fixture';

export const PASSWORD = 'four plain words here';

let people = 0;

/** Somebody with a password, signed in. */
export async function signedIn(admin: ServiceContext) {
  const email = `somebody${++people}@example.com`;
  const { id, link } = await invitePerson(admin, { name: `Somebody ${people}`, email, grants: [] });
  await setPasswordByLink(
    { requestId: 'test' },
    { token: link.path.split('/').at(-1) ?? '', password: PASSWORD },
  );
  const browser = await withPassword(email);
  return { id, email, browser };
}

/** A browser that gave the password, and may be asked for a second step. */
export async function withPassword(email: string): Promise<TestBrowser> {
  const browser = new TestBrowser();
  expect((await browser.post('/sign-in/email', { email, password: PASSWORD })).status).toBe(200);
  return browser;
}

/** Somebody who has begun to turn the second step on. */
export async function withTotp(admin: ServiceContext) {
  const somebody = await signedIn(admin);
  const begun = await (await somebody.browser.post('/two-factor/enable', { password: PASSWORD })).json();
  const totp = URI.parse(begun.totpURI);
  if (!(totp instanceof TOTP)) throw new Error('The address is of no TOTP.');
  const backupCode: string = begun.backupCodes[0];
  return { ...somebody, totp, backupCode };
}

/** The same with the second step on. */
export async function secured(admin: ServiceContext) {
  const somebody = await withTotp(admin);
  await somebody.browser.post('/two-factor/verify-totp', { code: somebody.totp.generate() });
  return somebody;
}

/** What a device has to sign. */
export async function challenge(browser: TestBrowser, kind: 'register' | 'authenticate'): Promise<string> {
  return (await (await browser.get(`/passkey/generate-${kind}-options`)).json()).challenge;
}

/** Somebody with a password and a passkey, signed in. */
export async function withPasskey(admin: ServiceContext) {
  const somebody = await signedIn(admin);
  const device = passkeyDevice();
  const response = device.register(await challenge(somebody.browser, 'register'));
  const added = await somebody.browser.post('/passkey/verify-registration', { response });
  expect(added.status).toBe(200);
  return { ...somebody, device, passkey: String((await added.json()).id) };
}
