import { readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { AwsClients } from '../aws/aws-clients';
import type { AwsConfig } from '../aws/aws-config';
import { type AwsHelp, createAwsHelp } from '../aws/aws-help';
import { type AwsReads, createAwsPorts } from '../aws/aws-ports';
import { createLavaTables, type LavaTables } from '../aws/lava-tables';
import type { Prisma } from '../db/prisma';
import { storeAddress } from '../db/store-address';
import { bareEnv, type Env, readEnv } from '../env';
import { metrics } from '../metrics';
import { Dialler } from '../probe/dialler';
import type { DiallerNetwork } from '../probe/dialler-messages';
import { DEFAULT_PORTS, type HostPolicy } from '../probe/host-policy';
import { CredentialCache, type CredentialScope } from '../resolution/credential-cache';
import type { AssumedRole, AwsPorts } from '../resolution/ports';
import { loggedAws } from './logged-aws';
import { RunningTests } from './tests/running-tests';

type RealmRow = Prisma.RealmGetPayload<object>;

/** What lives as long as the process: clients, the credential cache, the running tests, the process that dials. */
export interface Runtime {
  readonly clients: AwsClients;
  readonly cache: CredentialCache;
  readonly tests: RunningTests;
  /** How far longer work is that a page follows. */
  readonly progress: Map<string, { readonly done: number; readonly total: number }>;
  readonly dialler: Dialler;
  readonly now: () => number;
  /** Aborted when the process is about to end: nothing new begins, and what runs comes to a truthful end. */
  readonly stopping: AbortController;
}

function ownListeners(env: Env): HostPolicy['ownListeners'] {
  const stores = [env.DATABASE_URL, env.MIGRATION_DATABASE_URL].filter((url) => url !== undefined);
  return [{ host: env.HOST, port: env.PORT }, ...stores.map(storeAddress), ...(env.NEVER_DIAL ?? [])];
}

function network(env: Env): DiallerNetwork {
  return {
    policy: {
      allowLoopback: env.ALLOW_LOOPBACK,
      ...(env.ALLOWED_HOSTS && { allowedHosts: env.ALLOWED_HOSTS }),
      ...(env.ALLOWED_CIDRS && { allowedCidrs: env.ALLOWED_CIDRS }),
      allowedPorts: env.ALLOWED_PORTS ?? DEFAULT_PORTS,
      ownListeners: ownListeners(env),
      localAddresses: Object.values(networkInterfaces()).flatMap((list) =>
        (list ?? []).map((item) => item.address),
      ),
    },
    ...(env.DNS_SERVERS && { dnsServers: env.DNS_SERVERS }),
    extraCa: env.TLS_EXTRA_CA_FILE ? [readFileSync(env.TLS_EXTRA_CA_FILE, 'utf8')] : [],
  };
}

function createRuntime(): Runtime {
  const env = readEnv();
  const now = () => Date.now();
  return {
    clients: new AwsClients(),
    cache: new CredentialCache({ now, onLookup: (result) => metrics().credentialLookups.inc({ result }) }),
    stopping: new AbortController(),
    tests: new RunningTests(),
    progress: new Map(),
    dialler: new Dialler({ network: network(env), env: bareEnv(), now }),
    now,
  };
}

const holder: typeof globalThis & { lavaRuntime?: Runtime } = globalThis;

/** The process's runtime. Kept on `globalThis`: the bundler may load this module more than once. */
export function runtime(): Runtime {
  holder.lavaRuntime ??= createRuntime();
  return holder.lavaRuntime;
}

/** How a realm's AWS is reached: its own region, with its own role. */
function realmAws(realm: RealmRow): AwsConfig {
  return {
    region: realm.region,
    ...(realm.roleArn && { roleArn: realm.roleArn }),
    ...(realm.externalId && { externalId: realm.externalId }),
    allowInsecureEndpoint: readEnv().SANDBOX === 'on',
  };
}

/** The realm's AWS as it is, for reads that are never cached. */
export function realmReads(realm: RealmRow): AwsReads {
  return createAwsPorts(realmAws(realm), runtime().clients);
}

/** AWS as the console itself is, before it assumes the realm's role. */
export function dashboardReads(realm: RealmRow): AwsReads {
  return realmReads({ ...realm, roleArn: null, externalId: null });
}

/** lava's tables in the realm's account and region. */
export function realmTables(realm: RealmRow): LavaTables {
  return createLavaTables(realmAws(realm), runtime().clients);
}

/** The realm's AWS for what helps people: names to choose from, and simulated policies. */
export function realmHelp(realm: RealmRow): AwsHelp {
  return createAwsHelp(realmAws(realm), runtime().clients);
}

/** The realm's AWS for resolving without the cache: what is obtained is dropped. */
export function uncachedAws(realm: RealmRow): AwsPorts {
  return loggedAws(triedAws(realm));
}

/** The same for trying what is allowed: a refusal is the answer, and no line of the log. */
export function triedAws(realm: RealmRow): AwsPorts {
  return createAwsPorts(realmAws(realm), runtime().clients);
}

/** The realm's AWS as a role that was assumed. Call `close` when done: nothing of the role stays. */
export function awsAs(realm: RealmRow, role: AssumedRole): { readonly aws: AwsPorts; close(): void } {
  const clients = new AwsClients();
  const { roleArn: _role, externalId: _id, ...reached } = realmAws(realm);
  const aws = loggedAws(createAwsPorts({ ...reached, credentials: role }, clients));
  return { aws, close: () => clients.close() };
}

/** The realm's AWS with temporary credentials from the process's cache. */
export function cachedAws(realm: RealmRow, options: Pick<CredentialScope, 'mintedBy' | 'fresh'>): AwsPorts {
  const { cache, clients } = runtime();
  return cache.wrap(loggedAws(createAwsPorts(realmAws(realm), clients)), {
    account: credentialAccount(realm),
    region: realm.region,
    ...options,
  });
}

/** Whose credentials they are in the cache: the role the realm's calls are made with, or its account. */
export function credentialAccount(realm: RealmRow): string {
  return realm.roleArn ?? realm.account;
}
