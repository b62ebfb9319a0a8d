import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openFilledStore } from '../services/testing/test-store';
import { AUTH_PATHS } from './handle-auth';
import { forgetAttempts, openForSignIn, TestBrowser } from './sign-in.fixture';

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
  'POST /passkey/verify-authentication': [400, { response: {} }],
  'POST /passkey/verify-registration': [401, { response: {} }],
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

test.each(Object.entries(ANSWERS))('%s lets nobody in', async (path, [status, body]) => {
  const [method = '', address = ''] = path.split(' ');
  const browser = new TestBrowser();
  const answer = method === 'GET' ? await browser.get(address) : await browser.post(address, body ?? {});
  expect(answer.status).toBe(status);
  await expect(browser.context()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});
