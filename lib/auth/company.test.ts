import { generateKeyPairSync, sign } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { prisma } from '../db/prisma';
import { everythingStored, whileEventsAreRefused } from '../services/audit/unrecorded.fixture';
import { disablePerson } from '../services/people/disable-person';
import { invitePerson } from '../services/people/invite-person';
import { listPeople } from '../services/people/list-people';
import { resetSignIn } from '../services/people/reset-sign-in';
import { setPasswordByLink } from '../services/people/set-password-by-link';
import { openFilledStore } from '../services/testing/test-store';
import { createToken } from '../services/tokens/create-token';
import { authenticate } from './authenticate';
import { type CompanyPerson, type CompanyServer, startCompanyServer } from './oidc.fixture';
import { CONSOLE, forgetAttempts, openForSignIn, restartSignIn, TestBrowser } from './sign-in.fixture';

const UNAUTHENTICATED = { code: 'UNAUTHENTICATED' };
const ORIGIN = { requestId: 'test', address: '203.0.113.7' };
const ADA: CompanyPerson = {
  sub: 'c-1',
  email: 'ada@example.com',
  emailVerified: true,
  name: 'Ada',
  groups: ['etl', 'all', 'other'],
};

let store: Awaited<ReturnType<typeof openFilledStore>>;
let company: CompanyServer;

beforeAll(async () => {
  store = await openForSignIn(openFilledStore);
  company = await startCompanyServer(CONSOLE, ADA);
  for (const [name, value] of Object.entries(company.settings)) vi.stubEnv(name, value);
  restartSignIn();
}, 120_000);
afterAll(async () => {
  await company.close();
  await store.close();
});
beforeEach(forgetAttempts);

const lastEvent = (action: string) =>
  prisma().auditEvent.findFirstOrThrow({ where: { action }, orderBy: { at: 'desc' } });
const invite = (email: string) => invitePerson(store.context, { name: email, email });
const tokenOf = ({ link }: Awaited<ReturnType<typeof invite>>) => link.path.split('/').at(-1) ?? '';

/** Signs in as somebody of the company. */
async function comesIn(person: Partial<CompanyPerson>, ends?: RegExp): Promise<TestBrowser> {
  company.person = { ...ADA, groups: [], ...person };
  const browser = new TestBrowser();
  await throughCompany(browser, ends);
  return browser;
}

test('the company’s account signs in with code and PKCE; its groups give roles, anew each time', async () => {
  const browser = new TestBrowser();
  await throughCompany(browser);
  const { actor } = await browser.context();
  expect(['dev', 'prod', '*'].map((realm) => actor.roleIn(realm))).toEqual(['viewer', 'editor', null]);
  const account = await prisma().account.findFirstOrThrow({ where: { userId: actor.id } });
  for (const action of ['person.by-company-account', 'account.link']) {
    expect(await lastEvent(action)).toMatchObject({
      actor: 'Ada',
      target: 'ada@example.com',
      actorId: actor.id,
    });
  }
  expect(account).toMatchObject({
    providerId: 'oidc',
    accessToken: null,
    refreshToken: null,
    idToken: null,
  });
  expect(await lastEvent('session.sign-in')).toMatchObject({
    actor: 'Ada',
    details: { method: 'company account' },
  });

  const realm = await prisma().realm.findUniqueOrThrow({ where: { name: 'dev' } });
  await prisma().roleGrant.create({
    data: { userId: actor.id, realmId: realm.id, role: 'tester', createdBy: 'an admin' },
  });
  company.person = { ...company.person, groups: ['all'] };
  await throughCompany(browser);
  const later = (await browser.context()).actor;
  expect(['dev', 'prod'].map((name) => later.roleIn(name))).toEqual(['tester', null]);
  expect(await lastEvent('person.group-roles')).toMatchObject({
    details: { before: ['editor@prod', 'viewer@dev'], after: ['viewer@dev'] },
  });
  const roles = await prisma().auditEvent.findMany({
    where: { target: 'ada@example.com', action: { in: ['role.grant', 'role.revoke'] } },
    orderBy: { seq: 'asc' },
  });
  expect(
    roles.map(({ action, realm: place, details }) => [action, place, Object(details).role]).sort(),
  ).toEqual([
    ['role.grant', 'dev', 'viewer'],
    ['role.grant', 'prod', 'editor'],
    ['role.revoke', 'prod', 'editor'],
  ]);
  await throughCompany(browser);
  expect((await prisma().account.findFirstOrThrow({ where: { userId: actor.id } })).idToken).toBeNull();

  const { secret } = await createToken(await browser.context(), {
    name: 'of a group',
    realm: 'dev',
    role: 'tester',
    days: 365,
  });
  const byToken = async () =>
    (await authenticate(new Headers({ authorization: `Bearer ${secret}` }), { tokens: true })).actor;
  const told = (daysAgo: number) =>
    prisma().user.update({
      where: { id: actor.id },
      data: { groupsToldAt: new Date(Date.now() - daysAgo * 86_400_000) },
    });
  await prisma().roleGrant.deleteMany({ where: { userId: actor.id, source: 'given' } });
  await told(29);
  expect((await byToken()).roleIn('dev')).toBe('viewer');
  await told(31);
  expect((await byToken()).roleIn('dev')).toBeNull();
  expect((await browser.context()).actor.roleIn('dev')).toBeNull();
  await throughCompany(browser);
  expect((await byToken()).roleIn('dev')).toBe('viewer');

  await disablePerson(store.context, { id: actor.id });
  await throughCompany(browser, /error/);
  await expect(browser.context()).rejects.toMatchObject(UNAUTHENTICATED);

  const somebody = await invite('somebody@example.com');
  company.person = { ...company.person, sub: 'c-2', email: somebody.email, emailVerified: false };
  await throughCompany(new TestBrowser(), /error=/);
  expect(await prisma().account.count({ where: { userId: somebody.id, providerId: 'oidc' } })).toBe(0);

  company.person = { ...company.person, sub: 'c-3', email: 'eva@example.com', emailVerified: true };
  const eva = new TestBrowser();
  const { Verification: _challenges, ...stored } = await everythingStored();
  const answered = await whileEventsAreRefused(() => throughCompany(eva, /^\/sign-in\?error=unexpected$/));
  expect(await everythingStored()).toMatchObject(stored);
  expect([...eva.jar.keys()]).not.toContain('lava.session_token');
  // What the company's server sent back was shown, and counts no second time.
  expect((await eva.get(answered)).headers.get('location')).toMatch(/error=/);
  expect([...eva.jar.keys()]).not.toContain('lava.session_token');
  await throughCompany(eva);
  expect((await eva.context()).actor.roleIn('dev')).toBe('viewer');
});

test('an ID token alone lets nobody in: it would need neither the way through the company nor an event', async () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg: 'RS256', kid: 'test' })}.${part({ iss: company.issuer, aud: 'lava', sub: 'c-1' })}`;
  const token = `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`;
  const browser = new TestBrowser();
  const answer = await browser.post('/sign-in/social', {
    provider: 'oidc',
    callbackURL: '/',
    idToken: { token },
  });
  expect([answer.status, (await answer.json()).code]).toEqual([422, 'INVALID_INPUT']);
  expect([...browser.jar.keys()]).toEqual([]);
});

test('an address that the company has not checked makes nobody, and leads to nobody', async () => {
  await comesIn(
    { sub: 'u-1', email: 'victim@example.com', emailVerified: false },
    /error=ADDRESS_NOT_VERIFIED/,
  );
  expect(await prisma().user.count({ where: { email: 'victim@example.com' } })).toBe(0);

  // A server that does not say whether it has: whoever comes first has the address, and is shown as not verified.
  const { emailVerified: _unsaid, ...silent } = ADA;
  company.person = { ...silent, sub: 'u-2', email: 'silent@example.com', groups: [] };
  const first = new TestBrowser();
  await throughCompany(first);
  const { actor } = await first.context();
  const shown = (await listPeople(store.context)).find(({ id }) => id === actor.id);
  expect(shown).toMatchObject({ email: 'silent@example.com', unverified: true });
  await comesIn({ sub: 'u-3', email: 'silent@example.com' }, /error=ADDRESS_TAKEN/);
  expect(await prisma().account.count({ where: { userId: actor.id } })).toBe(1);
});

test('an address that went to somebody else leads to its first owner only after an admin said so', async () => {
  const first = await comesIn({ sub: 'old', email: 'shared@example.com' });
  const { id } = (await first.context()).actor;
  const second = await comesIn({ sub: 'new', email: 'shared@example.com' }, /error=ADDRESS_TAKEN/);
  await expect(second.context()).rejects.toMatchObject(UNAUTHENTICATED);
  expect(await prisma().account.findMany({ where: { userId: id } })).toMatchObject([{ accountId: 'old' }]);
  await resetSignIn(store.context, { id });
  await expect(first.context()).rejects.toMatchObject(UNAUTHENTICATED);
  const renewed = await comesIn({ sub: 'new', email: 'shared@example.com' });
  expect((await renewed.context()).actor.id).toBe(id);
});

test('somebody who was invited comes in with a checked address, and the link is of no use any more', async () => {
  const ofText = await invite('text@example.com');
  const browser = await comesIn({ sub: 't-1', email: 'text@example.com', emailVerified: 'true' });
  expect((await browser.context()).actor.id).toBe(ofText.id);
  const late = setPasswordByLink(ORIGIN, { token: tokenOf(ofText), password: 'four plain words here' });
  await expect(late).rejects.toMatchObject({ code: 'NOT_FOUND' });

  const unsaid = await invite('unsaid@example.com');
  const { emailVerified: _unsaid, ...silent } = ADA;
  company.person = { ...silent, sub: 't-2', email: 'unsaid@example.com', groups: [] };
  await throughCompany(new TestBrowser(), /error=account_not_linked/);
  vi.stubEnv('OIDC_TRUST_EMAIL', 'on');
  restartSignIn();
  const trusted = new TestBrowser();
  await throughCompany(trusted);
  expect((await trusted.context()).actor.id).toBe(unsaid.id);
  vi.stubEnv('OIDC_TRUST_EMAIL', 'off');
  restartSignIn();
});

test('claims that cannot be read lead back to the sign-in page with words', async () => {
  await comesIn(
    { sub: 'odd', email: 'odd@example.com', emailVerified: 'perhaps' },
    /^\/sign-in\?error=unable_to_get_user_info/,
  );
});

/** Follows the redirects as a browser does: to the company's server and back. Returns the address of that last step. */
async function throughCompany(browser: TestBrowser, ends = /^\/$/): Promise<string> {
  const begun = await browser.post('/sign-in/social', {
    provider: 'oidc',
    callbackURL: '/',
    errorCallbackURL: '/sign-in',
  });
  let url = new URL((await begun.json()).url);
  expect(url.searchParams.get('code_challenge_method')).toBe('S256');
  const there = new TestBrowser();
  for (let step = 0; step < 8 && url.origin !== CONSOLE; step += 1) {
    const cookie = [...there.jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie } });
    there.keep(answer);
    url = new URL(answer.headers.get('location') ?? '', url);
  }
  const answered = `${url.pathname.replace('/api/auth', '')}${url.search}`;
  const back = await browser.get(answered);
  const last = new URL(back.headers.get('location') ?? '', CONSOLE);
  expect(`${last.pathname}${last.search}`).toMatch(ends);
  return answered;
}
