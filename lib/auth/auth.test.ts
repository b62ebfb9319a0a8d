import { TOTP, URI } from 'otpauth';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { prisma } from '../db/prisma';
import { inRequest } from '../request-scope';
import { endOtherSessions } from '../services/account/end-other-sessions';
import { getAccount } from '../services/account/get-account';
import { disablePerson } from '../services/people/disable-person';
import { enablePerson } from '../services/people/enable-person';
import { invitePerson } from '../services/people/invite-person';
import { resetSignIn } from '../services/people/reset-sign-in';
import { setPasswordByLink } from '../services/people/set-password-by-link';
import { createFirstAdmin, makeSetUpLink } from '../services/people/set-up';
import { openFilledStore } from '../services/testing/test-store';
import { createToken } from '../services/tokens/create-token';
import { listTokens } from '../services/tokens/list-tokens';
import { revokeToken } from '../services/tokens/revoke-token';
import { authenticate } from './authenticate';
import { forgetAttempts, openForSignIn, restartSignIn, TestBrowser } from './sign-in.fixture';

let store: Awaited<ReturnType<typeof openFilledStore>>;
const ORIGIN = { requestId: 'test', address: '203.0.113.7' };
const PASSWORD = 'four plain words here';
const UNAUTHENTICATED = { code: 'UNAUTHENTICATED' };

beforeAll(async () => {
  store = await openForSignIn(openFilledStore);
}, 120_000);
afterAll(() => store.close());
beforeEach(forgetAttempts);

let people = 0;
type Grants = { realm: string | null; role: 'viewer' | 'tester' | 'editor' | 'admin' }[];

/** A person with a password, who is not signed in yet. */
async function person(grants: Grants = []) {
  const email = `person${++people}@example.com`;
  const { id, link } = await invitePerson(store.context, { name: `Person ${people}`, email, grants });
  const token = link.path.split('/').at(-1) ?? '';
  await setPasswordByLink(ORIGIN, { token, password: PASSWORD });
  return { id, email, token };
}

async function signedIn(grants: Grants = []) {
  const somebody = await person(grants);
  const browser = new TestBrowser();
  const answer = await browser.post('/sign-in/email', { email: somebody.email, password: PASSWORD });
  expect(answer.status).toBe(200);
  return { ...somebody, browser };
}

const lastEvent = (action: string) =>
  prisma().auditEvent.findFirstOrThrow({ where: { action }, orderBy: { at: 'desc' } });

test('the set-up link creates the first admin once; nobody can be made with it after that', async () => {
  const link = await makeSetUpLink(store.url);
  const token = link?.path.split('/').at(-1) ?? '';
  const input = { token, name: 'First', email: 'First@Example.com', password: PASSWORD };
  await expect(createFirstAdmin(ORIGIN, { ...input, password: 'short' })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  });
  const both = await Promise.allSettled([createFirstAdmin(ORIGIN, input), createFirstAdmin(ORIGIN, input)]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  await expect(createFirstAdmin(ORIGIN, input)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await makeSetUpLink(store.url)).toBeUndefined();
  const browser = new TestBrowser();
  expect(
    (await browser.post('/sign-in/email', { email: 'first@example.com', password: PASSWORD })).status,
  ).toBe(200);
  expect((await browser.context()).actor.roleIn('*')).toBe('admin');
  expect(await lastEvent('person.set-up')).toMatchObject({ actor: 'First', address: '203.0.113.7' });
});

test('the set-up link works as long as nobody is admin, whoever else signed in before', async () => {
  const grants = await prisma().roleGrant.findMany({ where: { role: 'admin', realmId: null } });
  await prisma().roleGrant.deleteMany({ where: { role: 'admin', realmId: null } });
  const early = await prisma().user.create({ data: { name: 'Early', email: 'early@example.com' } });
  const link = await makeSetUpLink(store.url);
  const token = link?.path.split('/').at(-1) ?? '';
  const input = { token, name: 'Second', email: 'second@example.com', password: PASSWORD };
  await expect(createFirstAdmin(ORIGIN, { ...input, email: early.email })).rejects.toMatchObject({
    code: 'ALREADY_EXISTS',
  });
  expect(await prisma().roleGrant.count({ where: { userId: early.id } })).toBe(0);
  await createFirstAdmin(ORIGIN, input);
  const second = await prisma().user.findUniqueOrThrow({ where: { email: input.email } });
  expect(await prisma().roleGrant.findMany({ where: { userId: second.id } })).toMatchObject([
    { role: 'admin', realmId: null },
  ]);
  expect(await makeSetUpLink(store.url)).toBeUndefined();
  await prisma().user.update({ where: { id: second.id }, data: { disabledAt: new Date() } });
  expect(await makeSetUpLink(store.url)).toBeDefined();
  await prisma().user.update({ where: { id: second.id }, data: { disabledAt: null } });
  await prisma().roleGrant.createMany({ data: grants });
});

test('a link to set a password works once, and not after it expired', async () => {
  const { token, id } = await person();
  await expect(setPasswordByLink(ORIGIN, { token, password: PASSWORD })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  const { link } = await resetSignIn(store.context, { id });
  await prisma().verification.updateMany({
    where: { value: id },
    data: { expiresAt: new Date(Date.now() - 1) },
  });
  const late = link.path.split('/').at(-1) ?? '';
  await expect(setPasswordByLink(ORIGIN, { token: late, password: PASSWORD })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  expect(JSON.stringify(await prisma().verification.findMany())).not.toContain(late);
});

test('a session idles out, ends after its longest time, and is slid on by use, not by a page that reads on alone', async () => {
  const { browser, id } = await signedIn();
  const set = (createdAgo: number, expiresIn: number) =>
    prisma().session.updateMany({
      where: { userId: id },
      data: { createdAt: new Date(Date.now() - createdAgo), expiresAt: new Date(Date.now() + expiresIn) },
    });
  const left = async () =>
    ((await prisma().session.findFirstOrThrow({ where: { userId: id } })).expiresAt.getTime() - Date.now()) /
    60_000;
  expect(await left()).toBeCloseTo(60, 0);
  await set(10 * 60_000, 30 * 60_000);
  await browser.context();
  expect(await left()).toBeCloseTo(60, 0);
  await set(10 * 60_000, 20 * 60_000);
  await browser.context({ 'x-unattended': '1' });
  expect(await left()).toBeCloseTo(20, 0);
  await set(11.5 * 3_600_000, 10 * 60_000);
  await browser.context();
  expect(await left()).toBeCloseTo(30, 0);
  await set(10 * 60_000, -1);
  await expect(browser.context()).rejects.toMatchObject(UNAUTHENTICATED);
  await set(12 * 3_600_000 + 1, 60_000);
  await expect(browser.context()).rejects.toMatchObject(UNAUTHENTICATED);
});

test('the cookie is HttpOnly and Lax; over https it is Secure with the prefix __Host-', async () => {
  const { email } = await person();
  const signIn = () => new TestBrowser().post('/sign-in/email', { email, password: PASSWORD });
  expect((await signIn()).headers.get('set-cookie')).toMatch(
    /^lava\.session_token=[^;]+; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/,
  );
  vi.stubEnv('PUBLIC_URL', 'https://lava.example.com');
  restartSignIn();
  const headers = { origin: 'https://lava.example.com' };
  const answer = await new TestBrowser().post('/sign-in/email', { email, password: PASSWORD }, headers);
  expect(answer.headers.get('set-cookie')).toMatch(
    /^__Host-lava\.session_token=[^;]+; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  );
  vi.stubEnv('PUBLIC_URL', '');
  restartSignIn();
});

test('a token from the store is no cookie: it lacks the signature', async () => {
  const { browser, id } = await signedIn();
  const { token } = await prisma().session.findFirstOrThrow({ where: { userId: id } });
  for (const value of [token, `${token}.`, `${token}.${'A'.repeat(43)}%3D`]) {
    const thief = new TestBrowser();
    thief.jar.set('lava.session_token', value);
    await expect(thief.context()).rejects.toMatchObject(UNAUTHENTICATED);
  }
  expect((await browser.context()).actor.id).toBe(id);
});

test('a disabled person is out at once, cannot come back, and can when enabled again', async () => {
  const { browser, id, email } = await signedIn([{ realm: 'dev', role: 'editor' }]);
  const { secret } = await createToken(await browser.context(), {
    name: 'ci',
    realm: 'dev',
    role: 'viewer',
    days: 1,
  });
  const byToken = () => authenticate(new Headers({ authorization: `Bearer ${secret}` }), { tokens: true });
  await byToken();
  await disablePerson(store.context, { id });
  await expect(browser.context()).rejects.toMatchObject(UNAUTHENTICATED);
  await expect(byToken()).rejects.toMatchObject(UNAUTHENTICATED);
  const again = await browser.post('/sign-in/email', { email, password: PASSWORD });
  expect([again.status, (await again.json()).code]).toEqual([403, 'DISABLED']);
  await enablePerson(store.context, { id });
  expect((await browser.post('/sign-in/email', { email, password: PASSWORD })).status).toBe(200);
});

test('sign-ins, failed ones and sign-outs are events, without passwords', async () => {
  const { browser, email } = await signedIn();
  expect(await lastEvent('session.sign-in')).toMatchObject({
    outcome: 'done',
    details: { method: 'password' },
  });
  await browser.post('/sign-out', {});
  expect(await lastEvent('session.sign-out')).toMatchObject({ outcome: 'done', address: '203.0.113.7' });
  await expect(browser.context()).rejects.toMatchObject(UNAUTHENTICATED);
  const wrong = await browser.post('/sign-in/email', { email, password: 'hunter2 hunter2' });
  expect(wrong.status).toBe(401);
  expect(await lastEvent('session.sign-in')).toMatchObject({
    outcome: 'failed',
    actor: 'nobody',
    target: email,
  });
  const unknown = await browser.post('/sign-in/email', {
    email: 'no@example.com',
    password: 'hunter2 hunter2',
  });
  expect(await unknown.json()).toEqual(await wrong.json());
  expect(
    JSON.stringify(await prisma().auditEvent.findMany(), (_, v) => (typeof v === 'bigint' ? `${v}` : v)),
  ).not.toMatch(/hunter2|four plain words/);
});

test('what a sign-in is written down under is the id of its request, as in the log', async () => {
  const { email } = await person();
  await inRequest({ requestId: 'as-in-the-log' }, () =>
    new TestBrowser().post('/sign-in/email', { email, password: PASSWORD }),
  );
  expect(await lastEvent('session.sign-in')).toMatchObject({ requestId: 'as-in-the-log', outcome: 'done' });
});

test('ten attempts a minute from an address, counted in the store, whatever the request claims to be', async () => {
  const attempt = (n: number) =>
    new TestBrowser('198.51.100.4').post(
      '/sign-in/email',
      { email: 'nobody@example.com', password: PASSWORD },
      { 'x-forwarded-for': `10.0.0.${n}`, 'x-lava-address': `10.0.0.${n}` },
    );
  const statuses = [];
  for (let n = 0; n < 12; n += 1) statuses.push((await attempt(n)).status);
  expect(statuses).toEqual([...Array(10).fill(401), 429, 429]);
  expect(await prisma().rateLimit.count()).toBe(1);
  const limited = { action: 'access.refused', address: '198.51.100.4' };
  expect(await prisma().auditEvent.findMany({ where: limited })).toMatchObject([
    { actor: 'nobody', target: 'limit', details: { because: 'POST /api/auth/sign-in/email' } },
  ]);
  const other = await new TestBrowser('198.51.100.5').post('/sign-in/email', {
    email: 'n@example.com',
    password: PASSWORD,
  });
  expect(other.status).toBe(401);
});

test('another site cannot send a signed-in browser’s requests, and what is not offered is closed', async () => {
  const { browser } = await signedIn();
  const forged = await browser.post(
    '/change-password',
    { currentPassword: PASSWORD, newPassword: 'x'.repeat(12) },
    {
      origin: 'https://evil.example',
    },
  );
  expect(forged.status).toBe(403);
  expect(await lastEvent('access.refused')).toMatchObject({ target: 'origin', address: '203.0.113.7' });
  expect(
    (await browser.post('/sign-up/email', { name: 'x', email: 'x@example.com', password: PASSWORD })).status,
  ).toBe(404);
  expect((await browser.get('/get-session')).status).toBe(404);
  expect((await browser.post('/update-user', { name: 'x' })).status).toBe(404);
});

test('a second step is asked for each time; a backup code works once', async () => {
  const { browser, email } = await signedIn();
  const begun = await (await browser.post('/two-factor/enable', { password: PASSWORD })).json();
  const totp = URI.parse(begun.totpURI);
  if (!(totp instanceof TOTP)) throw new Error('The address is of no TOTP.');
  expect((await browser.post('/two-factor/verify-totp', { code: totp.generate() })).status).toBe(200);
  expect(
    await prisma().auditEvent.findMany({ where: { action: 'account.totp-on' }, orderBy: { seq: 'asc' } }),
  ).toMatchObject([{ outcome: 'done' }]);

  const other = new TestBrowser();
  const first = await other.post('/sign-in/email', { email, password: PASSWORD });
  expect(await first.json()).toMatchObject({ twoFactorRedirect: true });
  await expect(other.context()).rejects.toMatchObject(UNAUTHENTICATED);
  expect((await other.post('/two-factor/verify-totp', { code: '000000' })).status).toBe(401);
  await expect(other.context()).rejects.toMatchObject(UNAUTHENTICATED);
  await other.post('/two-factor/verify-totp', { code: totp.generate() });
  expect((await other.context()).actor.name).toMatch(/^Person/);
  expect([...other.jar.keys()].join()).not.toContain('trust');
  expect(await lastEvent('session.sign-in')).toMatchObject({ details: { method: 'password and code' } });

  const backup = async () => {
    const third = new TestBrowser();
    await third.post('/sign-in/email', { email, password: PASSWORD });
    return (await third.post('/two-factor/verify-backup-code', { code: begun.backupCodes[0] })).status;
  };
  expect([await backup(), await backup()]).toEqual([200, 401]);
  const kept = JSON.stringify(await prisma().twoFactor.findMany());
  expect(kept).not.toContain(begun.backupCodes[1]);
  expect(kept).not.toContain(totp.secret.base32);
});

test('a new password ends the other sessions; signing out elsewhere does too', async () => {
  const { browser, email } = await signedIn();
  const other = new TestBrowser();
  await other.post('/sign-in/email', { email, password: PASSWORD });
  expect((await getAccount(await browser.context())).sessions).toHaveLength(2);
  const changed = {
    currentPassword: PASSWORD,
    newPassword: 'other plain words here',
  };
  expect((await browser.post('/change-password', changed)).status).toBe(200);
  await expect(other.context()).rejects.toMatchObject(UNAUTHENTICATED);
  await other.post('/sign-in/email', { email, password: 'other plain words here' });
  expect(await endOtherSessions(await browser.context())).toEqual({ ended: 1 });
  await expect(other.context()).rejects.toMatchObject(UNAUTHENTICATED);
  expect((await browser.context()).actor.name).toMatch(/^Person/);
});

test('a token works in its realm only, with the lesser role, until it is revoked or expires', async () => {
  const { browser, id } = await signedIn([{ realm: null, role: 'tester' }]);
  const context = await browser.context();
  await expect(
    createToken(context, { name: 'x', realm: 'dev', role: 'admin', days: 1 }),
  ).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
  const { secret, token } = await createToken(context, { name: 'ci', realm: 'dev', role: 'tester', days: 1 });
  const use = () => authenticate(new Headers({ authorization: `Bearer ${secret}` }), { tokens: true });
  const { actor } = await use();
  expect([actor.roleIn('dev'), actor.roleIn('prod'), actor.roleIn('*')]).toEqual(['tester', null, null]);
  await prisma().roleGrant.updateMany({ where: { userId: id }, data: { role: 'viewer' } });
  expect((await use()).actor.roleIn('dev')).toBe('viewer');
  const row = () => prisma().apiToken.findUniqueOrThrow({ where: { id: token.id } });
  const used = (await row()).lastUsedAt;
  await use();
  expect((await row()).lastUsedAt).toEqual(used);
  expect(
    await prisma().auditEvent.findMany({ where: { action: 'token.use', target: token.start } }),
  ).toMatchObject([{ actorId: id, realm: 'dev', details: { name: 'ci' } }]);
  expect(JSON.stringify(await row())).not.toContain(secret);
  await expect(authenticate(new Headers({ authorization: `Bearer ${secret}` }))).rejects.toMatchObject(
    UNAUTHENTICATED,
  );
  await expect(
    createToken(await use(), { name: 'x', realm: 'dev', role: 'viewer', days: 1 }),
  ).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
  expect(await listTokens(context)).toMatchObject([{ id: token.id, expired: false }]);
  await prisma().apiToken.update({ where: { id: token.id }, data: { expiresAt: new Date() } });
  expect(await listTokens(context)).toMatchObject([{ id: token.id, expired: true }]);
  await expect(use()).rejects.toMatchObject(UNAUTHENTICATED);
  await prisma().apiToken.update({
    where: { id: token.id },
    data: { expiresAt: new Date(Date.now() + 60_000) },
  });
  await revokeToken(context, { id: token.id });
  await expect(use()).rejects.toMatchObject(UNAUTHENTICATED);
  // Once, for both attempts: one a minute.
  expect(
    await prisma().auditEvent.findMany({ where: { action: 'access.refused', target: 'token', actorId: id } }),
  ).toMatchObject([{ realm: 'dev', outcome: 'refused' }]);
});

test('the sandbox lets in who comes from this machine to a name of this machine, and nobody else', async () => {
  const knock = (address: string, host = '127.0.0.1:3000') =>
    new TestBrowser(address)
      .post('/sandbox/sign-in', { person: 'viewer' }, { host, origin: `http://${host}` })
      .then(({ status }) => status);
  expect([await knock('127.0.0.1'), await knock('::1', '[::1]:3000')]).toEqual([200, 200]);
  expect([await knock('192.0.2.1'), await knock('127.0.0.1', 'lava.example.com')]).toEqual([403, 403]);
  const browser = new TestBrowser('127.0.0.1');
  await browser.post('/sandbox/sign-in', { person: 'editor' });
  expect((await browser.context()).actor.roleIn('prod')).toBe('editor');
  vi.stubEnv('SANDBOX', 'off');
  await expect(browser.context()).rejects.toMatchObject(UNAUTHENTICATED);
  expect(await knock('127.0.0.1')).toBe(403);
  vi.stubEnv('SANDBOX', 'on');
});
