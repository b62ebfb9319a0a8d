import type { Secret } from '../connectors/secret';
import { type CacheLookup, type Expiring, ExpiringCache, type Minting } from './expiring-cache';
import {
  type AssumedRole,
  type AssumeRoleRequest,
  type AwsPorts,
  AwsRefusal,
  type ClusterCredentialsRequest,
  type ServerlessCredentialsRequest,
  type TemporaryCredentials,
} from './ports';

/** Whose calls they are: part of the key, so that realms in different accounts or regions never share. */
export interface CredentialScope {
  /** The account, or the role that the realm's calls are made with. */
  readonly account: string;
  readonly region: string;
  /** Kept with what is minted, for the expiry page: the test it was minted for. */
  readonly mintedBy?: string;
  /** Mint anew, whatever is cached; the new credentials replace the old. */
  readonly fresh?: boolean;
}

/** What is known about cached credentials. The password is not part of it. */
export interface CachedCredentials {
  /** For `forget`. */
  readonly key: string;
  /** Account and region are those of the scope, also where a role was assumed or another region called. */
  readonly account: string;
  readonly region: string;
  readonly kind: 'redshift' | 'redshift-serverless';
  /** The cluster id, or the workgroup. */
  readonly cluster: string;
  readonly database: string;
  /** The user asked for; absent for serverless. */
  readonly requestedUser?: string;
  readonly returnedUser: string;
  readonly durationSeconds: number;
  readonly mintedAt: Date;
  readonly expiresAt: Date;
  readonly mintedBy?: string;
}

export interface CredentialCacheOptions {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** How long one call to AWS may take, in ms; 10 s if absent. */
  readonly callDeadline?: number;
  readonly maxEntries?: number;
  /** Told of every look-up. */
  readonly onLookup?: (result: CacheLookup) => void;
}

interface Entry extends Expiring {
  readonly password: Secret;
  readonly about: CachedCredentials;
  /** The access key of the assumed role's session. */
  readonly signer?: string;
}

interface RoleEntry extends Expiring {
  readonly role: AssumedRole;
}

const CALL_DEADLINE_MS = 10_000;

/**
 * The temporary credentials of this process, for all who resolve. lava itself caches none; here they are kept until
 * they are used up, because the number of calls AWS takes is limited. Parameters and secrets are not cached at all.
 */
export class CredentialCache {
  readonly #now: () => number;
  readonly #entries: ExpiringCache<Entry>;
  readonly #roles: ExpiringCache<RoleEntry>;

  constructor({ now, callDeadline = CALL_DEADLINE_MS, maxEntries, onLookup }: CredentialCacheOptions) {
    this.#now = now;
    const common = {
      now,
      callDeadline,
      ...(maxEntries !== undefined && { maxEntries }),
      ...(onLookup && { onLookup }),
    };
    this.#entries = new ExpiringCache(common);
    this.#roles = new ExpiringCache(common);
  }

  /** The same ports, with temporary credentials and assumed roles from this cache. */
  wrap(ports: AwsPorts, scope: CredentialScope): AwsPorts {
    return {
      getParameter: (name, signal) => ports.getParameter(name, signal),
      getSecretString: (secretId, signal) => ports.getSecretString(secretId, signal),
      rdsToken: (request) => ports.rdsToken(request),
      assumeRole: (request, signal) => this.#role(ports, scope, request, signal),
      getClusterCredentials: (request, signal) => this.#cluster(ports, scope, request, signal),
      getServerlessCredentials: (request, signal) => this.#serverless(ports, scope, request, signal),
    };
  }

  /** What is cached, oldest first, without passwords. Used-up and expired ones stay listed until replaced. */
  list(): readonly CachedCredentials[] {
    return this.#entries.entries().map(([, entry]) => entry.about);
  }

  /** Whether whoever asks next is given these: neither they nor the session of the role that minted them is used up. */
  isCurrent(key: string): boolean {
    const entry = this.#entries.peek(key);
    if (!entry?.signer) return entry !== undefined;
    return this.#roles
      .entries()
      .some(([role, session]) => session.role.accessKeyId === entry.signer && this.#roles.peek(role));
  }

  /** Drops one: the next to ask mints anew. Whether it was there. */
  forget(key: string): boolean {
    return this.#entries.forget(key);
  }

  #cluster(
    ports: AwsPorts,
    scope: CredentialScope,
    request: ClusterCredentialsRequest,
    signal: AbortSignal,
  ): Promise<TemporaryCredentials> {
    const about = {
      account: scope.account,
      region: scope.region,
      kind: 'redshift',
      cluster: request.clusterId,
      database: request.database,
      requestedUser: request.user,
      durationSeconds: request.durationSeconds,
    } as const;
    return this.#get(about, {}, scope, {
      signal,
      mint: (shared) => ports.getClusterCredentials(request, shared),
      late: () => tookTooLong('redshift', 'GetClusterCredentials'),
    });
  }

  #serverless(
    ports: AwsPorts,
    scope: CredentialScope,
    request: ServerlessCredentialsRequest,
    signal: AbortSignal,
  ): Promise<TemporaryCredentials> {
    const about = {
      account: scope.account,
      region: scope.region,
      kind: 'redshift-serverless',
      cluster: request.workgroup,
      database: request.database,
      durationSeconds: request.durationSeconds,
    } as const;
    // Session tags decide what a role may do in the database, so two sessions of one role do not share.
    return this.#get(about, request, scope, {
      signal,
      mint: (shared) => ports.getServerlessCredentials(request, shared),
      late: () => tookTooLong('redshift-serverless', 'GetCredentials'),
    });
  }

  async #get(
    about: Omit<CachedCredentials, 'key' | 'returnedUser' | 'mintedAt' | 'expiresAt' | 'mintedBy'>,
    { role, region }: Pick<ServerlessCredentialsRequest, 'role' | 'region'>,
    { mintedBy, fresh = false }: CredentialScope,
    { mint, ...minting }: Minting<TemporaryCredentials>,
  ): Promise<TemporaryCredentials> {
    const signer = role?.accessKeyId;
    const key = JSON.stringify([...Object.values(about), signer, region]);
    const entry = await this.#entries.get(key, {
      ...minting,
      fresh,
      async mint(shared) {
        const { user: returnedUser, password, mintedAt, expiresAt } = await mint(shared);
        const made = { key, ...about, returnedUser, mintedAt, expiresAt, ...(mintedBy && { mintedBy }) };
        return { password, mintedAt, expiresAt, about: made, ...(signer && { signer }) };
      },
    });
    return {
      user: entry.about.returnedUser,
      password: entry.password,
      mintedAt: entry.mintedAt,
      expiresAt: entry.expiresAt,
    };
  }

  async #role(
    ports: AwsPorts,
    { account, region, fresh = false }: CredentialScope,
    request: AssumeRoleRequest,
    signal: AbortSignal,
  ): Promise<AssumedRole> {
    const { roleArn, sessionName, durationSeconds, externalId, tags = {} } = request;
    const key = JSON.stringify([
      account,
      region,
      roleArn,
      sessionName,
      durationSeconds,
      externalId?.reveal() ?? null,
      Object.entries(tags),
    ]);
    const { role } = await this.#roles.get(key, {
      signal,
      fresh,
      mint: async (shared) => {
        const mintedAt = new Date(this.#now());
        const assumed = await ports.assumeRole(request, shared);
        return { role: assumed, mintedAt, expiresAt: assumed.expiresAt };
      },
      late: () => tookTooLong('sts', 'AssumeRole'),
    });
    return role;
  }
}

function tookTooLong(service: AwsRefusal['service'], operation: string): AwsRefusal {
  return new AwsRefusal(service, operation, 'TimeoutError', 'The call took too long and was given up.');
}
