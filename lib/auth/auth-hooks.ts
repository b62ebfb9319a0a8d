import { APIError, createAuthMiddleware, getSessionFromCtx } from 'better-auth/api';
import { dropLinks } from '../services/people/one-time-link';
import { countWrongPassword, limitPasswords, spendCode } from './attempt-limits';
import { authDb } from './auth-db';
import { noteAuthEvent, shownEmail } from './auth-events';
import { authRequest } from './auth-request';

/** Ways to sign in, by the path that ends them. */
const SIGN_INS: Readonly<Record<string, string>> = {
  '/sign-in/email': 'password',
  '/two-factor/verify-totp': 'password and code',
  '/two-factor/verify-backup-code': 'password and backup code',
  '/passkey/verify-authentication': 'passkey',
  '/callback/:id': 'company account',
  '/sandbox/sign-in': 'sandbox',
};

/** Changes to the means of signing in, by path. */
const CHANGES: Readonly<Record<string, string>> = {
  '/change-password': 'account.password-change',
  '/two-factor/enable': 'account.totp-begin',
  '/two-factor/verify-totp': 'account.totp-on',
  '/two-factor/disable': 'account.totp-off',
  '/two-factor/generate-backup-codes': 'account.backup-codes',
  '/passkey/verify-registration': 'account.passkey-add',
  '/passkey/delete-passkey': 'account.passkey-remove',
};

/** Whoever comes in another way has no use for the link of an invitation; somebody else might. */
const ENDS_LINKS: readonly string[] = ['/change-password', '/passkey/verify-registration'];

/** Before a request is carried out: what it may not ask for, and the event of a session that is about to end. */
export const before = createAuthMiddleware(async (ctx) => {
  if (ctx.path === '/sign-out') {
    const session = await getSessionFromCtx(ctx);
    if (session) {
      noteAuthEvent(session.user, { action: 'session.sign-out' });
      // Ended on purpose, not tidied away.
      await authRequest().transaction.open();
    }
  }
  // A refusal names who asked, also when it comes before better-auth looks for the session itself.
  if (CHANGES[ctx.path]) await getSessionFromCtx(ctx);
  if (ctx.path === '/sign-in/email') await limitPasswords(ctx.body.email);
  if (ctx.path === '/change-password')
    return { context: { body: { ...ctx.body, revokeOtherSessions: true } } };
  return;
});

/** After it: the event of a sign-in, of one that failed, and of a change. */
export const after = createAuthMiddleware(async (ctx) => {
  const { newSession, session, returned } = ctx.context;
  const failure = returned instanceof APIError && ctx.path !== '/callback/:id' ? returned : undefined;
  const change = CHANGES[ctx.path];
  if (session && change) {
    const outcome = failure ? 'refused' : 'done';
    noteAuthEvent(session.user, { action: change, outcome });
    if (!failure && ENDS_LINKS.includes(ctx.path)) await dropLinks(authDb(), 'password', session.user.id);
    return;
  }
  const method = SIGN_INS[ctx.path];
  if (!method) return;
  if (newSession) {
    if (ctx.path === '/two-factor/verify-totp') await spendCode(newSession.user.id, ctx.body.code);
    // Half of a sign-in: the plugin that asks for the second half comes after this and takes the session back.
    if (ctx.path === '/sign-in/email' && Reflect.get(newSession.user, 'twoFactorEnabled') === true) return;
    noteAuthEvent(newSession.user, { action: 'session.sign-in', details: { method } });
    return;
  }
  if (ctx.path === '/sign-in/email' && failure) await countWrongPassword(ctx.body.email);
  const target = shownEmail(ctx.body?.email);
  noteAuthEvent(null, {
    action: 'session.sign-in',
    outcome: 'failed',
    ...(target !== undefined && { target }),
    details: { method, ...(failure?.body?.code && { code: failure.body.code }) },
  });
});
