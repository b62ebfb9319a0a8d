import { passkey } from '@better-auth/passkey';
import { betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { APIError } from 'better-auth/api';
import { genericOAuth, twoFactor } from 'better-auth/plugins';
import { readEnv } from '../env';
import { log } from '../log';
import { dropLinks } from '../services/people/one-time-link';
import { authDb } from './auth-db';
import { noteAuthEvent } from './auth-events';
import { after, before } from './auth-hooks';
import { authRequest } from './auth-request';
import { COMPANY, companyProvider } from './company-provider';
import { sessionEnd } from './current-actor';
import { replaceGroupGrants } from './group-grants';
import { MIN_PASSWORD } from './min-password';
import { ownOrigins, publicAddress } from './public-address';
import { sandboxSignIn } from './sandbox-sign-in';
import { authSecret, cookiePrefix } from './session-cookie';

/** The header in which better-auth is told where a request came from; whatever a request says itself is dropped. */
export const ADDRESS_HEADER = 'x-lava-address';

/** What a provider hands out is of no use here and is not kept. */
const NO_TOKENS = {
  accessToken: null,
  refreshToken: null,
  idToken: null,
  accessTokenExpiresAt: null,
  refreshTokenExpiresAt: null,
};

function createAuth() {
  const env = readEnv();
  const company = companyProvider();
  return betterAuth({
    appName: 'Lava Connections',
    baseURL: publicAddress(env),
    basePath: '/api/auth',
    trustedOrigins: ownOrigins(env),
    secret: authSecret(),
    database: prismaAdapter(authDb(), { provider: 'postgresql' }),
    telemetry: { enabled: false },
    logger: {
      level: 'warn',
      log: (level, message, ...more) => {
        const err = more.find((one) => one instanceof Error);
        log[level]({ part: 'sign-in', ...(err && { err }) }, message);
      },
    },
    // The cookie lives as long as a session can; how long it counts is decided in the store.
    session: {
      expiresIn: env.SESSION_MAX_HOURS * 3600,
      disableSessionRefresh: true,
      // A passkey is added only soon after a sign-in: it outlives the session, and stands for both factors.
      freshAge: 15 * 60,
    },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: MIN_PASSWORD },
    account: { accountLinking: { enabled: true, trustedProviders: [], requireLocalEmailVerified: false } },
    rateLimit: {
      enabled: true,
      storage: 'database',
      window: 60,
      max: 120,
      customRules: {
        '/sign-in/email': { window: 60, max: 10 },
        '/two-factor/verify-totp': { window: 60, max: 10 },
        '/two-factor/verify-backup-code': { window: 60, max: 10 },
        '/change-password': { window: 60, max: 10 },
        '/sign-in/social': { window: 60, max: 20 },
        '/passkey/*': { window: 60, max: 60 },
        '/two-factor/*': { window: 60, max: 20 },
      },
    },
    advanced: {
      cookiePrefix: cookiePrefix(env.PUBLIC_URL),
      useSecureCookies: false,
      defaultCookieAttributes: {
        secure: env.PUBLIC_URL !== undefined,
        httpOnly: true,
        sameSite: 'lax',
        path: '/',
      },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      database: { generateId: 'uuid' },
    },
    onAPIError: {
      errorURL: '/sign-in',
      // It would answer without a word, and tell of it past the log.
      onError: (error) => {
        if (!(error instanceof APIError)) throw error;
      },
    },
    hooks: { before, after },
    databaseHooks: {
      // Only the company's sign-in adds people and accounts by way of better-auth.
      user: {
        create: {
          // Whoever an admin gives a role by that address later must be the one it belongs to.
          before: async () => {
            if (authRequest().addressDenied) {
              throw new APIError('FORBIDDEN', {
                code: 'ADDRESS_NOT_VERIFIED',
                message: 'The company’s sign-in says that nobody has checked this e-mail address.',
              });
            }
          },
          after: async (user) =>
            noteAuthEvent(user, { action: 'person.by-company-account', target: user.email }),
        },
      },
      account: {
        create: {
          // An address that was given to somebody else since must not lead to what its first owner may do.
          before: async (account) => {
            const { userId, providerId } = account;
            if ((await authDb().account.count({ where: { userId, providerId } })) > 0) {
              throw new APIError('CONFLICT', {
                code: 'ADDRESS_TAKEN',
                message: 'Another account of the company has this e-mail address here.',
              });
            }
            return { data: { ...account, ...NO_TOKENS } };
          },
          after: async ({ userId, providerId }) => {
            const user = await authDb().user.findUniqueOrThrow({ where: { id: userId } });
            const details = { provider: providerId };
            noteAuthEvent(user, { action: 'account.link', target: user.email, details });
            await dropLinks(authDb(), 'password', userId);
          },
        },
        update: { before: async (account) => ({ data: { ...account, ...NO_TOKENS } }) },
      },
      session: {
        create: {
          before: async (session) => {
            const user = await authDb().user.findUniqueOrThrow({ where: { id: session.userId } });
            if (user.disabledAt) {
              throw new APIError('FORBIDDEN', {
                code: 'DISABLED',
                message: 'An admin has disabled this person.',
              });
            }
            const { groups } = authRequest();
            if (groups) await replaceGroupGrants(user.id, groups);
            return { data: { ...session, expiresAt: sessionEnd(new Date()) } };
          },
        },
      },
    },
    plugins: [
      twoFactor({ issuer: 'Lava Connections' }),
      passkey({
        rpID: env.PUBLIC_URL ? new URL(env.PUBLIC_URL).hostname : 'localhost',
        rpName: 'Lava Connections',
        origin: ownOrigins(env),
        // A passkey stands for both factors: the device must have asked for its PIN or a finger.
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        authentication: {
          afterVerification: async ({ verification }) => {
            if (!verification.authenticationInfo.userVerified) {
              throw new APIError('UNAUTHORIZED', { message: 'The passkey did not verify who uses it.' });
            }
          },
        },
      }),
      genericOAuth({ config: company ? [company] : [] }),
      sandboxSignIn,
    ],
  });
}

type Auth = ReturnType<typeof createAuth>;
const holder: typeof globalThis & { lavaAuth?: Promise<Auth> } = globalThis;

/** The process's better-auth. Kept on `globalThis`: the bundler may load this module more than once. */
export function auth(): Promise<Auth> {
  holder.lavaAuth ??= open();
  return holder.lavaAuth;
}

/** Lets go of it, so that the next use goes by the settings as they are then. */
export function forgetAuth(): void {
  delete holder.lavaAuth;
}

async function open(): Promise<Auth> {
  const opened = createAuth();
  const { socialProviders } = await opened.$context;
  // The company's server did not answer: ask it again the next time.
  if (companyProvider() && !socialProviders.some(({ id }) => id === COMPANY)) forgetAuth();
  return opened;
}
