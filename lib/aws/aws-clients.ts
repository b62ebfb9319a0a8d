import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IAMClient } from '@aws-sdk/client-iam';
import { RedshiftClient } from '@aws-sdk/client-redshift';
import { RedshiftServerlessClient } from '@aws-sdk/client-redshift-serverless';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient, type STSClientConfig } from '@aws-sdk/client-sts';
import { LRUCache } from 'lru-cache';
import { Secret } from '../connectors/secret';
import { type Expiring, ExpiringCache } from '../resolution/expiring-cache';
import { type AssumedRole, AwsRefusal } from '../resolution/ports';
import { type AwsConfig, type AwsKeys, toIdentity } from './aws-config';
import { httpsOnly, makeHandler, type RequestHandler } from './https-only';
import { CALL_TIMEOUT_MS } from './send';
import { assumeRole } from './sts';

interface RoleEntry extends Expiring {
  readonly role: AssumedRole;
}

/** STS knows the console's calls by this name. */
const SESSION_NAME = 'lava-connections';
const SESSION_SECONDS = 3600;

/** The SDK's clients of one realm, each made when it is first needed. */
export interface ServiceClients {
  readonly config: AwsConfig;
  readonly dynamodb: DynamoDBClient;
  readonly ssm: SSMClient;
  readonly secretsManager: SecretsManagerClient;
  readonly redshift: RedshiftClient;
  readonly redshiftServerless: RedshiftServerlessClient;
  readonly sts: STSClient;
  readonly iam: IAMClient;
  /** A client that signs with these keys instead; it shares the sockets, so it needs no closing. */
  redshiftServerlessAs(keys: AwsKeys, region: string): RedshiftServerlessClient;
}

/**
 * All clients of a process: one per service, region and role, on one set of sockets. Where a realm has a role, that is
 * assumed once for all its clients, and again shortly before its session ends.
 */
export class AwsClients {
  readonly #handler: RequestHandler = makeHandler();
  readonly #guarded: RequestHandler = httpsOnly(this.#handler, { exceptLoopback: false });
  readonly #guardedButLocal: RequestHandler = httpsOnly(this.#handler, { exceptLoopback: true });
  readonly #services = new LRUCache<string, ServiceClients>({ max: 200 });
  readonly #roles = new ExpiringCache<RoleEntry>({ now: Date.now, callDeadline: CALL_TIMEOUT_MS });

  /** The clients for a configuration; the same ones for the same configuration. */
  services(config: AwsConfig): ServiceClients {
    const key = JSON.stringify([
      config.region,
      config.roleArn ?? null,
      config.externalId ?? null,
      config.credentials?.accessKeyId ?? null,
      config.endpoint ?? null,
      config.allowInsecureEndpoint ?? false,
      config.callTimeout ?? null,
    ]);
    let services = this.#services.get(key);
    if (!services) {
      services = this.#make(config, key);
      this.#services.set(key, services);
    }
    return services;
  }

  /** Closes the sockets. Calls under way fail. */
  close(): void {
    this.#services.clear();
    this.#handler.destroy?.();
  }

  #handlerFor({ allowInsecureEndpoint = false }: AwsConfig): RequestHandler {
    if (allowInsecureEndpoint === 'loopback') return this.#guardedButLocal;
    return allowInsecureEndpoint ? this.#handler : this.#guarded;
  }

  #make(config: AwsConfig, key: string): ServiceClients {
    const settings = {
      region: config.region,
      requestHandler: this.#handlerFor(config),
      ...(config.endpoint !== undefined && { endpoint: config.endpoint }),
    };
    const own = { ...settings, ...(config.credentials && { credentials: toIdentity(config.credentials) }) };
    const acting = config.roleArn ? { ...settings, credentials: this.#roleOf(config, key, own) } : own;
    const lazy = <T>(make: () => T): (() => T) => {
      let made: T | undefined;
      return () => (made ??= make());
    };
    const dynamodb = lazy(() => {
      const client = new DynamoDBClient(acting);
      // It copies each answer without its secrets for a log that nobody keeps, which takes as long as reading it.
      client.middlewareStack.remove('loggerMiddleware');
      return client;
    });
    const ssm = lazy(() => new SSMClient(acting));
    const secretsManager = lazy(() => new SecretsManagerClient(acting));
    const redshift = lazy(() => new RedshiftClient(acting));
    const redshiftServerless = lazy(() => new RedshiftServerlessClient(acting));
    const sts = lazy(() => new STSClient(acting));
    const iam = lazy(() => new IAMClient(acting));
    return {
      config,
      get dynamodb() {
        return dynamodb();
      },
      get ssm() {
        return ssm();
      },
      get secretsManager() {
        return secretsManager();
      },
      get redshift() {
        return redshift();
      },
      get redshiftServerless() {
        return redshiftServerless();
      },
      get sts() {
        return sts();
      },
      get iam() {
        return iam();
      },
      redshiftServerlessAs: (keys, region) =>
        new RedshiftServerlessClient({ ...settings, region, credentials: toIdentity(keys) }),
    };
  }

  /** The credentials of the realm's role, for the SDK to ask for before each call. */
  #roleOf(
    { roleArn = '', externalId, callTimeout = CALL_TIMEOUT_MS }: AwsConfig,
    key: string,
    own: STSClientConfig,
  ) {
    const sts = new STSClient(own);
    const request = {
      roleArn,
      sessionName: SESSION_NAME,
      durationSeconds: SESSION_SECONDS,
      ...(externalId && { externalId: new Secret(externalId) }),
    };
    return async () => {
      const { role } = await this.#roles.get(key, {
        mint: async (signal) => {
          const mintedAt = new Date();
          const assumed = await assumeRole(sts, callTimeout, request, signal);
          return { role: assumed, mintedAt, expiresAt: assumed.expiresAt };
        },
        late: () => new AwsRefusal('sts', 'AssumeRole', 'TimeoutError', 'The call took too long.'),
      });
      return { ...toIdentity(role), expiration: role.expiresAt };
    };
  }
}
