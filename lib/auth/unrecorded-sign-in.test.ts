import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { prisma } from '../db/prisma';
import { everythingStored, whileEventsAreRefused } from '../services/audit/unrecorded.fixture';
import { openFilledStore } from '../services/testing/test-store';
import { withAuthRequest } from './auth-request';
import { AUTH_PATHS } from './handle-auth';
import { passkeyDevice } from './passkey.fixture';
import { settleRequest } from './settle-request';
import { forgetAttempts, openForSignIn, TestBrowser } from './sign-in.fixture';
import {
  challenge,
  PASSWORD,
  secured,
  signedIn,
  withPasskey,
  withPassword,
  withTotp,
} from './somebody.fixture';

let store: Awaited<ReturnType<typeof openFilledStore>>;
const OTHER = 'other plain words here';
/** The paths that were tried while the database refused every event. */
const tried = new Set<string>();

beforeAll(async () => {
  store = await openForSignIn(openFilledStore);
}, 120_000);
afterAll(() => store.close());
beforeEach(forgetAttempts);

/** Asks while every event is refused: nothing may change, but for the challenges that are used up in any case. */
async function askUnrecorded(
  browser: TestBrowser,
  path: string,
  body: object,
  { spends = false }: { spends?: boolean } = {},
) {
  tried.add(`POST ${path}`);
  const before = await everythingStored();
  const jar = [...browser.jar];
  const answer = await whileEventsAreRefused(() => browser.post(path, body));
  expect([answer.status, answer.headers.getSetCookie()]).toEqual([500, []]);
  expect(await answer.json()).toMatchObject({ code: 'UNEXPECTED' });
  expect([...browser.jar]).toEqual(jar);
  const { Verification, ...after } = await everythingStored();
  const { Verification: challenges, ...rest } = before;
  expect(after).toEqual(rest);
  if (!spends) expect(Verification).toBe(challenges);
}

/** A challenge that was answered once lets nobody in a second time, although nothing came of the first. */
async function expectSpent(browser: TestBrowser, path: string, body: object) {
  const stored = await prisma().session.count();
  const answer = await browser.post(path, body);
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
  expect(await prisma().session.count()).toBe(stored);
}

test('nobody is let in by a password without an event', async () => {
  const { email, id } = await signedIn(store.context);
  const browser = new TestBrowser();
  await askUnrecorded(browser, '/sign-in/email', { email, password: PASSWORD });
  expect(await prisma().session.count({ where: { userId: id } })).toBe(1);
  expect((await browser.post('/sign-in/email', { email, password: PASSWORD })).status).toBe(200);
  expect((await browser.context()).actor.id).toBe(id);
});

test('nobody is let in by a second step without an event, and a backup code is not used up', async () => {
  const { email, id, totp, backupCode } = await secured(store.context);
  const byCode = await withPassword(email);
  const code = totp.generate();
  await askUnrecorded(byCode, '/two-factor/verify-totp', { code }, { spends: true });
  await expectSpent(byCode, '/two-factor/verify-totp', { code: totp.generate() });
  const byBackupCode = await withPassword(email);
  const body = { code: backupCode };
  await askUnrecorded(byBackupCode, '/two-factor/verify-backup-code', body, { spends: true });
  await expectSpent(byBackupCode, '/two-factor/verify-backup-code', body);
  const again = await withPassword(email);
  expect((await again.post('/two-factor/verify-backup-code', body)).status).toBe(200);
  expect((await again.context()).actor.id).toBe(id);
});

test('nobody is let in by a passkey or the sandbox without an event', async () => {
  const { device, id } = await withPasskey(store.context);
  const browser = new TestBrowser();
  const response = device.signIn(await challenge(browser, 'authenticate'));
  await askUnrecorded(browser, '/passkey/verify-authentication', { response }, { spends: true });
  await expectSpent(browser, '/passkey/verify-authentication', { response });
  const again = device.signIn(await challenge(browser, 'authenticate'));
  expect((await browser.post('/passkey/verify-authentication', { response: again })).status).toBe(200);
  expect((await browser.context()).actor.id).toBe(id);
  await askUnrecorded(new TestBrowser('127.0.0.1'), '/sandbox/sign-in', { person: 'dev-admin' });
});

test('a session does not end without an event', async () => {
  const { browser, id } = await signedIn(store.context);
  await askUnrecorded(browser, '/sign-out', {});
  expect((await browser.context()).actor.id).toBe(id);
  expect((await browser.post('/sign-out', {})).status).toBe(200);
  expect(await prisma().session.count({ where: { userId: id } })).toBe(0);
});

test('a password does not change without an event, nor do other sessions end', async () => {
  const { browser, email } = await signedIn(store.context);
  const other = await withPassword(email);
  const body = { currentPassword: PASSWORD, newPassword: OTHER };
  await askUnrecorded(browser, '/change-password', body);
  await other.context();
  expect((await browser.post('/change-password', body)).status).toBe(200);
  await expect(other.context()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});

test('a second step is not begun, turned on, renewed or turned off without an event', async () => {
  const { browser } = await signedIn(store.context);
  await askUnrecorded(browser, '/two-factor/enable', { password: PASSWORD });
  const begun = await withTotp(store.context);
  await askUnrecorded(begun.browser, '/two-factor/verify-totp', { code: begun.totp.generate() });
  await begun.browser.context();
  const done = await secured(store.context);
  await askUnrecorded(done.browser, '/two-factor/generate-backup-codes', { password: PASSWORD });
  await askUnrecorded(done.browser, '/two-factor/disable', { password: PASSWORD });
  expect((await done.browser.post('/two-factor/disable', { password: PASSWORD })).status).toBe(200);
  expect((await done.browser.context()).actor.id).toBe(done.id);
});

test('a passkey is not added or removed without an event', async () => {
  const { browser, passkey, id } = await withPasskey(store.context);
  const response = passkeyDevice().register(await challenge(browser, 'register'));
  await askUnrecorded(browser, '/passkey/verify-registration', { response }, { spends: true });
  await expectSpent(browser, '/passkey/verify-registration', { response });
  await askUnrecorded(browser, '/passkey/delete-passkey', { id: passkey });
  expect((await browser.post('/passkey/delete-passkey', { id: passkey })).status).toBe(200);
  expect(await prisma().passkey.count({ where: { userId: id } })).toBe(0);
  const events = await prisma().auditEvent.findMany({ where: { actorId: id }, orderBy: { seq: 'asc' } });
  expect(events.map(({ action, outcome }) => [action, outcome]).slice(-3)).toEqual([
    ['account.passkey-add', 'done'],
    ['account.passkey-add', 'refused'],
    ['account.passkey-remove', 'done'],
  ]);
});

test('was tried on every path that changes something', () => {
  // It leads to the company's server; coming back from there is tried in auth.test.ts.
  const others = ['POST /sign-in/social'];
  const posts = AUTH_PATHS.filter((path) => path.startsWith('POST') && !others.includes(path));
  expect([...tried].sort()).toEqual(posts.sort());
});

test('a wrong password counts and leaves its event; without an event it counts all the same', async () => {
  const { email } = await signedIn(store.context);
  await prisma().rateLimit.deleteMany();
  const attempt = () => new TestBrowser().post('/sign-in/email', { email, password: 'hunter2 hunter2' });
  expect((await attempt()).status).toBe(401);
  expect(await prisma().rateLimit.findMany()).toMatchObject([{ count: 1 }]);
  const failed = { action: 'session.sign-in', outcome: 'failed', target: email };
  expect(await prisma().auditEvent.count({ where: failed })).toBe(1);
  const statuses = await whileEventsAreRefused(async () => {
    const answers = [];
    for (let n = 0; n < 10; n += 1) answers.push((await attempt()).status);
    return answers;
  });
  expect(statuses).toEqual(Array(10).fill(500));
  expect(await prisma().rateLimit.findMany()).toMatchObject([{ count: 10 }]);
  expect((await attempt()).status).toBe(429);
  expect(await prisma().auditEvent.count({ where: failed })).toBe(1);
});

test('a wrong code counts for the person, without an event and beside the cookie of a session that is over', async () => {
  const { email, id, browser } = await secured(store.context);
  const wrong = async () => {
    const half = await withPassword(email);
    const over = browser.jar.get('lava.session_token') ?? '';
    half.jar.set('lava.session_token', over);
    return half.post('/two-factor/verify-totp', { code: '000000' });
  };
  await prisma().session.updateMany({
    where: { userId: id },
    data: { expiresAt: new Date(Date.now() - 1) },
  });
  const counted = async () =>
    (await prisma().twoFactor.findFirstOrThrow({ where: { userId: id } })).failedVerificationCount;
  const refused = await wrong();
  expect([refused.status, (await refused.json()).code]).toEqual([401, 'INVALID_CODE']);
  expect(await counted()).toBe(1);
  expect((await whileEventsAreRefused(wrong)).status).toBe(500);
  expect(await counted()).toBe(2);
});

test('what is refused half way changes nothing, and its event stays', async () => {
  const { email, id, backupCode } = await secured(store.context);
  const half = await withPassword(email);
  await prisma().user.update({ where: { id }, data: { disabledAt: new Date() } });
  const { backupCodes } = await prisma().twoFactor.findFirstOrThrow({ where: { userId: id } });
  const answer = await half.post('/two-factor/verify-backup-code', { code: backupCode });
  expect([answer.status, (await answer.json()).code]).toEqual([403, 'DISABLED']);
  expect(await prisma().twoFactor.findFirstOrThrow({ where: { userId: id } })).toMatchObject({ backupCodes });
  expect(
    await prisma().auditEvent.findFirstOrThrow({ where: { outcome: 'failed' }, orderBy: { seq: 'desc' } }),
  ).toMatchObject({ action: 'session.sign-in', details: { code: 'DISABLED' } });
});

test('more sign-ins at once than there are connections all get through', async () => {
  const somebody = await signedIn(store.context);
  const browsers = Array.from({ length: 25 }, (_, n) => new TestBrowser(`198.51.100.${n}`));
  const answers = await Promise.all(
    browsers.map((browser) => browser.post('/sign-in/email', { email: somebody.email, password: PASSWORD })),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(25).fill(200));
  const where = { action: 'session.sign-in', outcome: 'done', actorId: somebody.id };
  expect(await prisma().auditEvent.count({ where })).toBe(26);
});

test('no answer brings a session’s cookie without an event, whatever way led to it', async () => {
  const request = new Request('http://127.0.0.1:3000/api/auth/some/way', { method: 'POST' });
  const settled = (cookie: string) =>
    withAuthRequest(new Headers(), () =>
      settleRequest(request, async () => new Response(null, { headers: { 'set-cookie': cookie } })),
    );
  const brought = await settled('lava.session_token=abc; Path=/; HttpOnly');
  expect([brought.status, brought.headers.getSetCookie()]).toEqual([500, []]);
  const taken = await settled('lava.session_token=; Path=/; Max-Age=0');
  expect(taken.status).toBe(200);
});
