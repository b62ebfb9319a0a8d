import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { prisma } from '../db/prisma';
import { invitePerson } from '../services/people/invite-person';
import { resetSignIn } from '../services/people/reset-sign-in';
import { setPasswordByLink } from '../services/people/set-password-by-link';
import { openFilledStore } from '../services/testing/test-store';
import { passkeyDevice } from './passkey.fixture';
import { forgetAttempts, openForSignIn, TestBrowser } from './sign-in.fixture';
import { challenge, PASSWORD, secured, signedIn, withPasskey, withPassword } from './somebody.fixture';

let store: Awaited<ReturnType<typeof openFilledStore>>;

beforeAll(async () => {
  store = await openForSignIn(openFilledStore);
}, 120_000);
afterAll(() => store.close());
beforeEach(forgetAttempts);

test('thirty wrong passwords for one person are the most, from however many addresses they come', async () => {
  const { email, browser } = await signedIn(store.context);
  const other = await signedIn(store.context);
  const attempt = (n: number, password: string, to = email) =>
    new TestBrowser(`198.51.100.${n}`).post('/sign-in/email', { email: to, password });
  for (let n = 1; n <= 30; n += 1) expect((await attempt(n, 'hunter2 hunter2')).status).toBe(401);
  const limited = await attempt(31, PASSWORD, email.toUpperCase());
  expect([limited.status, (await limited.json()).code]).toEqual([429, 'TOO_MANY']);
  expect(Number(limited.headers.get('x-retry-after'))).toBeGreaterThan(800);
  expect((await attempt(32, PASSWORD, other.email)).status).toBe(200);
  await browser.context();
  expect(JSON.stringify(await prisma().rateLimiterFlexible.findMany())).not.toContain(email);
});

test('a code of the second step lets in once, also a second browser at the same moment', async () => {
  const { email, totp } = await secured(store.context);
  const halves = await Promise.all([withPassword(email), withPassword(email)]);
  const code = totp.generate();
  const answers = await Promise.all(halves.map((half) => half.post('/two-factor/verify-totp', { code })));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
  const late = await (await withPassword(email)).post('/two-factor/verify-totp', { code });
  expect([late.status, (await late.json()).code]).toEqual([401, 'CODE_USED']);
  const next = totp.generate({ timestamp: Date.now() + 30_000 });
  expect((await (await withPassword(email)).post('/two-factor/verify-totp', { code: next })).status).toBe(
    200,
  );
  expect(JSON.stringify(await prisma().twoFactor.findMany())).not.toContain(code);
});

test('a passkey is added soon after a sign-in only, and has asked who uses the device', async () => {
  const { browser, id } = await signedIn(store.context);
  const old = { createdAt: new Date(Date.now() - 16 * 60_000) };
  await prisma().session.updateMany({ where: { userId: id }, data: old });
  const late = await browser.get('/passkey/generate-register-options');
  expect([late.status, (await late.json()).code]).toEqual([403, 'SESSION_NOT_FRESH']);

  const { device } = await withPasskey(store.context);
  const unasked = new TestBrowser();
  const response = device.signIn(await challenge(unasked, 'authenticate'), { verified: false });
  expect((await unasked.post('/passkey/verify-authentication', { response })).status).toBe(401);
  await expect(unasked.context()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});

test.each([
  [
    'a passkey is added',
    async (browser: TestBrowser) => {
      const response = passkeyDevice().register(await challenge(browser, 'register'));
      return browser.post('/passkey/verify-registration', { response });
    },
  ],
  [
    'the password is changed',
    (browser: TestBrowser) =>
      browser.post('/change-password', { currentPassword: PASSWORD, newPassword: 'other plain words here' }),
  ],
])('a link that was sent is of no use once %s', async (_title, change) => {
  const { browser, id } = await signedIn(store.context);
  const sessions = await prisma().session.findMany({ where: { userId: id } });
  const accounts = await prisma().account.findMany({ where: { userId: id } });
  const { link } = await resetSignIn(store.context, { id });
  // As it would be for somebody who never lost what the reset took.
  await prisma().account.createMany({ data: accounts });
  await prisma().session.createMany({ data: sessions });
  expect((await change(browser)).status).toBe(200);
  const late = setPasswordByLink(
    { requestId: 'test' },
    { token: link.path.split('/').at(-1) ?? '', password: PASSWORD },
  );
  await expect(late).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('a link for somebody who was disabled meanwhile lets nobody in', async () => {
  const { id, link } = await invitePerson(store.context, { name: 'Late', email: 'late@example.com' });
  await prisma().user.update({ where: { id }, data: { disabledAt: new Date() } });
  const token = link.path.split('/').at(-1) ?? '';
  const late = setPasswordByLink({ requestId: 'test' }, { token, password: PASSWORD });
  await expect(late).rejects.toMatchObject({ code: 'FORBIDDEN' });
  expect(await prisma().account.count({ where: { userId: id } })).toBe(0);
});
