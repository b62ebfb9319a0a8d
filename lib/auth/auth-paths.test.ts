import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { prisma } from '../db/prisma';
import { openFilledStore } from '../services/testing/test-store';
import { AUTH_PATHS, handleAuth } from './handle-auth';
import { CONSOLE, forgetAttempts, openForSignIn, TestBrowser } from './sign-in.fixture';

let store: Awaited<ReturnType<typeof openFilledStore>>;

beforeAll(async () => {
  store = await openForSignIn(openFilledStore);
}, 120_000);
afterAll(() => store.close());
beforeEach(forgetAttempts);

/** What somebody who is not signed in may send to each path, and the status of the answer. */
const ANSWERS: Readonly<Record<string, [status: number, body?: object]>> = {
  'GET /callback/oidc': [302],
  'GET /error': [302],
  'POST /change-password': [
    401,
    { currentPassword: 'four plain words', newPassword: 'five plain words now' },
  ],
  'GET /passkey/generate-authenticate-options': [200],
  'GET /passkey/generate-register-options': [401],
  'POST /passkey/delete-passkey': [401, { id: 'none' }],
  'POST /passkey/verify-authentication': [400, { response: { id: 'none' } }],
  'POST /passkey/verify-registration': [401, { response: { id: 'none' } }],
  'POST /sandbox/sign-in': [403, { person: 'admin' }],
  'POST /sign-in/email': [401, { email: 'nobody@example.com', password: 'four plain words' }],
  'POST /sign-in/social': [404, { provider: 'oidc', callbackURL: '/' }],
  'POST /sign-out': [200, {}],
  'POST /two-factor/disable': [401, { password: 'four plain words' }],
  'POST /two-factor/enable': [401, { password: 'four plain words' }],
  'POST /two-factor/generate-backup-codes': [401, { password: 'four plain words' }],
  'POST /two-factor/verify-backup-code': [401, { code: 'none' }],
  'POST /two-factor/verify-totp': [401, { code: '000000' }],
};

test('names every path of the sign-in that is open', () => {
  expect(Object.keys(ANSWERS).sort()).toEqual([...AUTH_PATHS].sort());
});

/** What no path takes, made of what it does take. */
function hostile(body: object): readonly object[] {
  const [key = 'key', value] = Object.entries(body)[0] ?? [];
  return [
    { ...body, role: 'admin' },
    { ...body, idToken: { token: 'x' } },
    { ...body, [key]: 'a\0b' },
    { ...body, [key]: { contains: '' } },
    { ...body, [key]: { id: { contains: '' } } },
    { ...body, [key]: ['x'.repeat(2000)] },
    ...(typeof value === 'string'
      ? [
          { ...body, [key]: 'x'.repeat(2000) },
          { ...body, [key]: null },
        ]
      : []),
    [body],
  ];
}

test.each(Object.entries(ANSWERS).filter(([path]) => path.startsWith('POST')))(
  '%s takes nothing else, and says what is wrong',
  async (path, [, body = {}]) => {
    const browser = new TestBrowser();
    for (const other of hostile(body)) {
      const answer = await browser.post(path.replace('POST ', ''), other);
      const text = await answer.text();
      expect([answer.status, JSON.parse(text).code], JSON.stringify(other).slice(0, 80)).toEqual([
        422,
        'INVALID_INPUT',
      ]);
      expect(text).not.toContain('x'.repeat(81));
    }
    const own = browser.headers({ origin: CONSOLE, 'sec-fetch-site': 'same-origin' });
    const request = new Request(`${CONSOLE}/api/auth${path.replace('POST ', '')}`, {
      method: 'POST',
      headers: own,
      body: '[[[',
    });
    expect((await handleAuth(request)).status).toBe(422);
  },
);

test('a page of another site, or what is no page, is refused on every path', async () => {
  for (const [path, [, body = {}]] of Object.entries(ANSWERS)) {
    if (!path.startsWith('POST')) continue;
    for (const site of ['cross-site', 'same-site', 'none', '']) {
      const browser = new TestBrowser();
      const answer = await browser.post(path.replace('POST ', ''), body, { 'sec-fetch-site': site });
      expect(answer.status, `${path} ${site}`).toBe(403);
    }
    const elsewhere = { origin: 'http://evil.example:3000', host: 'evil.example:3000' };
    expect((await new TestBrowser().post(path.replace('POST ', ''), body, elsewhere)).status).toBe(403);
  }
});

test('an address with a NUL is refused', async () => {
  expect((await new TestBrowser().get('/callback/oidc?state=%00')).status).toBe(422);
});

test.each(Object.entries(ANSWERS))('%s lets nobody in', async (path, [status, body]) => {
  const [method = '', address = ''] = path.split(' ');
  const browser = new TestBrowser();
  const answer = method === 'GET' ? await browser.get(address) : await browser.post(address, body ?? {});
  expect(answer.status).toBe(status);
  await expect(browser.context()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});

test('what fails within is answered with words, and the person stays out', async () => {
  await prisma().$executeRaw`alter table "User" rename to "Away"`;
  try {
    const browser = new TestBrowser();
    const answer = await browser.post('/sign-in/email', {
      email: 'a@example.com',
      password: 'four plain words',
    });
    expect([answer.status, await answer.json()]).toMatchObject([503, { code: 'UNAVAILABLE' }]);
    const back = await browser.get('/callback/oidc?state=x&code=y');
    expect([back.status, back.headers.get('location')]).toEqual([
      302,
      expect.stringContaining('/sign-in?error='),
    ]);
  } finally {
    await prisma().$executeRaw`alter table "Away" rename to "User"`;
  }
});
