import type { GenericOAuthConfig } from 'better-auth/plugins';
import { z } from 'zod';
import { readEnv } from '../env';
import { log } from '../log';
import { authRequest } from './auth-request';

/** The id under which better-auth knows the company's sign-in. */
export const COMPANY = 'oidc';

const claims = z.looseObject({
  sub: z.string().min(1),
  email: z.string().optional(),
  // Some providers write it as text.
  email_verified: z.union([z.boolean(), z.stringbool()]).optional(),
  name: z.string().optional(),
  preferred_username: z.string().optional(),
});

/** How people sign in with the company's accounts; undefined when that is not set up. */
export function companyProvider(): GenericOAuthConfig | undefined {
  const {
    OIDC_DISCOVERY_URL,
    OIDC_CLIENT_ID,
    OIDC_CLIENT_SECRET,
    OIDC_NAME,
    OIDC_GROUPS_CLAIM,
    OIDC_TRUST_EMAIL,
  } = readEnv();
  if (!OIDC_DISCOVERY_URL || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET) return undefined;
  return {
    providerId: COMPANY,
    name: OIDC_NAME,
    discoveryUrl: OIDC_DISCOVERY_URL,
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
    scopes: ['openid', 'profile', 'email'],
    pkce: true,
    requireIdTokenVerification: true,
    overrideUserInfo: false,
    // By then better-auth has verified the ID token.
    async getUserInfo({ idToken, accessToken }) {
      if (!idToken) return null;
      const all = await allClaims(idToken, accessToken);
      if (!all) return null;
      authRequest().groups = groupsOf(all[OIDC_GROUPS_CLAIM]);
      authRequest().addressDenied = all.email_verified === false;
      return {
        sub: all.sub,
        ...(all.email !== undefined && { email: all.email }),
        emailVerified: all.email_verified ?? OIDC_TRUST_EMAIL,
        name: all.name ?? all.preferred_username ?? all.email ?? all.sub,
      };
    },
  };
}

/** What the company's server says of a person; undefined, and the log says why, when that cannot be read. */
async function allClaims(idToken: string, accessToken: string | undefined) {
  try {
    const inToken = claims.parse(payloadOf(idToken));
    const fromServer = accessToken ? await userInfo(accessToken) : undefined;
    // An answer about somebody else counts for nothing.
    return fromServer?.sub === inToken.sub ? { ...fromServer, ...inToken } : inToken;
  } catch (error) {
    log.error({ err: error, part: 'sign-in' }, 'what the company’s sign-in says of a person cannot be read');
    return undefined;
  }
}

function payloadOf(token: string): unknown {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
}

/** Many providers put the e-mail address and the groups here rather than into the ID token. */
async function userInfo(accessToken: string) {
  const { OIDC_DISCOVERY_URL = '' } = readEnv();
  const discovered = z
    .looseObject({ userinfo_endpoint: z.url().optional() })
    .parse(await getJson(OIDC_DISCOVERY_URL, {}));
  if (!discovered.userinfo_endpoint) return undefined;
  const answer = await getJson(discovered.userinfo_endpoint, { authorization: `Bearer ${accessToken}` });
  return claims.parse(answer);
}

async function getJson(url: string, headers: Record<string, string>): Promise<unknown> {
  const answer = await fetch(url, { headers, redirect: 'error', signal: AbortSignal.timeout(10_000) });
  if (!answer.ok) throw new Error(`${new URL(url).host} answered ${answer.status}.`);
  return answer.json();
}

/** The groups as a claim gives them: a list, or one name. */
function groupsOf(claim: unknown): string[] {
  const list = Array.isArray(claim) ? claim : [claim];
  return list.filter((group) => typeof group === 'string');
}
