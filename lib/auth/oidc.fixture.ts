import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import Provider from 'oidc-provider';

/** Somebody with an account at the company. */
export interface CompanyPerson {
  readonly sub: string;
  readonly email: string;
  /** Some servers write it as text, some say nothing. */
  readonly emailVerified?: boolean | string;
  readonly name: string;
  readonly groups: readonly string[];
}

/** A real OpenID Connect server on loopback. Whoever comes is signed in as the person that is set. */
export interface CompanyServer {
  readonly issuer: string;
  readonly settings: Readonly<Record<string, string>>;
  person: CompanyPerson;
  close(): Promise<void>;
}

/** Starts the server, for a console that is reached at `consoleUrl`. */
export async function startCompanyServer(consoleUrl: string, person: CompanyPerson): Promise<CompanyServer> {
  const http: Server = createServer();
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const address = http.address();
  const issuer = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const company: CompanyServer = {
    issuer,
    person,
    settings: {
      OIDC_DISCOVERY_URL: `${issuer}/.well-known/openid-configuration`,
      OIDC_CLIENT_ID: 'lava',
      OIDC_CLIENT_SECRET: 'a-secret-for-tests-only',
      OIDC_NAME: 'Example Corp',
      OIDC_ROLES: 'lava-admins=admin@*,etl=editor@prod,all=viewer@dev',
    },
    close: async () => {
      http.closeAllConnections();
      http.close();
    },
  };
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'lava',
        client_secret: 'a-secret-for-tests-only',
        redirect_uris: [`${consoleUrl}/api/auth/callback/oidc`],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    pkce: { required: () => true },
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'test' }] },
    cookies: { keys: ['for-tests-only'] },
    claims: { openid: ['sub', 'groups'], email: ['email', 'email_verified'], profile: ['name'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    findAccount: (_ctx: unknown, sub: string) => ({
      accountId: sub,
      claims: () => ({
        sub,
        email: company.person.email,
        email_verified: company.person.emailVerified,
        name: company.person.name,
        groups: [...company.person.groups],
      }),
    }),
  });
  const serve = provider.callback();
  http.on('request', async (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return serve(request, response);
    const details = await provider.interactionDetails(request, response);
    const grant = new provider.Grant({ accountId: company.person.sub, clientId: 'lava' });
    grant.addOIDCScope('openid email profile');
    await provider.interactionFinished(request, response, {
      login: { accountId: company.person.sub },
      consent: { grantId: await grant.save() },
      ...(details.params.prompt === 'none' && { error: 'login_required' }),
    });
  });
  return company;
}
