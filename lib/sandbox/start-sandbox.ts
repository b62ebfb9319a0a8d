import { writeFile } from 'node:fs/promises';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { isPortTaken } from '../db/embedded-postgres';
import { type AwsStandIn, startAwsStandIn } from './aws-stand-in';
import { type DnsServer, type Names, startDnsServer } from './dns-server';
import type { Example } from './example';
import { devConnections } from './example-connections-dev';
import { prodConnections } from './example-connections-prod';
import { RDS_HOSTS, siblingConnections } from './example-connections-siblings';
import { exampleFixture } from './example-fixture';
import { type ExampleLava, exampleLava, LAVA_REALMS } from './example-lava';
import { EXAMPLE_REALMS, type ExampleRealm } from './example-realms';
import { type HostileKind, startHostileServer } from './hostile-servers';
import { PORT_ORDER, portOf, type SandboxPort, type SandboxPorts } from './sandbox-ports';
import { openSandboxStore } from './sandbox-store';
import { type StandInDynamo, startStandInDynamo } from './stand-in-dynamo';
import { startStandInRds } from './stand-in-rds';
import { type StandInRedshift, startStandInRedshift } from './stand-in-redshift';
import { startTlsFront } from './tls-front';

export interface Sandbox {
  readonly awsEndpoint: string;
  /** Settings for the console: they point it at the stand-ins. */
  readonly env: Readonly<Record<string, string>>;
  readonly ports: SandboxPorts;
  readonly realms: readonly ExampleRealm[];
  readonly connections: readonly Example[];
  readonly aws: AwsStandIn;
  readonly redshift: StandInRedshift;
  readonly dns: DnsServer;
  readonly dynamo: StandInDynamo;
  /** lava's tables, as they were filled when they were new. */
  readonly lava: readonly ExampleLava[];
  stop(): Promise<void>;
}

export interface SandboxOptions {
  /** Holds what must stay the same from one start to the next. */
  readonly dataDir: string;
  /** The first of the sandbox's ports, which follow each other; 0: any free ports. */
  readonly portBase?: number;
  /** Its PostgreSQL goes on running when it stops, for the next that starts on the folder. */
  readonly keepDatabase?: boolean;
}

interface Stoppable {
  /** It ran before, so that it may belong to another sandbox on the same folder. */
  readonly reused?: boolean;
  stop(): Promise<void>;
}

/**
 * Starts everything the console needs instead of AWS and Redshift, all of it on 127.0.0.1. Throws when a port is in
 * use, naming it; whatever it started by then is stopped.
 */
export async function startSandbox({
  dataDir,
  portBase = 15_439,
  keepDatabase = false,
}: SandboxOptions): Promise<Sandbox> {
  const store = await openSandboxStore(dataDir);
  const started: Stoppable[] = [];
  const stop = async (parts: readonly Stoppable[] = started) => {
    await Promise.all(parts.map((part) => part.stop()));
  };

  async function part<T extends Stoppable>(
    name: SandboxPort,
    start: (port: number) => Promise<T>,
  ): Promise<T> {
    const port = portOf(name, portBase);
    try {
      const running = await start(port);
      started.push(running);
      return running;
    } catch (error) {
      if (!isPortTaken(error)) throw error;
      throw new Error(
        `Port ${port} on 127.0.0.1, which the sandbox needs, is in use. Set SANDBOX_PORT to the first of ${PORT_ORDER.length} free ports in a row.`,
        { cause: error },
      );
    }
  }
  const hostile = (name: SandboxPort, kind: HostileKind) =>
    part(name, (port) => startHostileServer(kind, { port }));

  async function database() {
    const redshift = await part('redshift', (port) =>
      startStandInRedshift({
        dataDir: join(dataDir, 'redshift'),
        port,
        keepRunning: keepDatabase,
        tls: store.redshift,
        databases: ['analytics', 'warehouse', 'orders'],
        users: {
          etl: store.secret('etl'),
          reporting: store.secret('reporting'),
          lava_user: store.secret('lava_user'),
          orders_app: store.secret('orders_app'),
        },
      }),
    );
    const untrusted = await part('untrusted', (port) =>
      startTlsFront({ port, tls: store.untrusted, targetPort: redshift.port }),
    );
    const rds = await part('rds', (port) =>
      startStandInRds({
        port,
        tls: store.redshift,
        targetPort: redshift.port,
        hosts: RDS_HOSTS,
        iamUsers: { orders_app: store.secret('orders_app') },
        secretKeyOf: (id) => (id === ACCESS_KEY_ID ? store.secret('access-key') : undefined),
      }),
    );
    const aws = await part('aws', (port) => startAwsStandIn({ port, redshift: redshift.mintLogin }));
    return { redshift, untrusted, rds, aws };
  }

  const caFile = join(dataDir, 'redshift-ca.pem');
  const starting = [
    database(),
    hostile('noTls', 'no-tls'),
    hostile('silent', 'silent'),
    hostile('drip', 'drip'),
    hostile('auth13', 'auth13'),
    part('dns', (port) => startDnsServer({ names: sandboxNames, port })),
    part('dynamo', (port) => startStandInDynamo({ port, path: join(dataDir, 'dynamodb') })),
    writeFile(caFile, store.redshift.ca),
  ] as const;
  try {
    const [{ redshift, untrusted, rds, aws }, noTls, silent, drip, auth13, dns, dynamo] =
      await Promise.all(starting);
    const ports: SandboxPorts = {
      redshift: redshift.port,
      untrusted: untrusted.port,
      noTls: noTls.port,
      silent: silent.port,
      drip: drip.port,
      auth13: auth13.port,
      rds: rds.port,
      closed: portOf('closed', portBase),
    };
    aws.load(exampleFixture(store, ports, Date.now()));
    const connections = [...devConnections(ports), ...prodConnections(ports), ...siblingConnections(ports)];
    const lava = exampleLava(connections);
    await dynamo.fillTable('lava.realms', 'realm', LAVA_REALMS);
    for (const { connectionsTable, jobsTable, items, jobs } of lava) {
      await dynamo.fillTable(connectionsTable, 'conn_id', items);
      await dynamo.fillTable(jobsTable, 'job_id', jobs);
    }
    return {
      awsEndpoint: aws.endpoint,
      env: {
        ...awsSettings(aws.endpoint, store.secret('access-key')),
        AWS_ENDPOINT_URL_DYNAMODB: dynamo.endpoint,
        SANDBOX: 'on',
        DNS_SERVERS: dns.address,
        ALLOW_LOOPBACK: 'on',
        ALLOWED_PORTS: [...USUAL_PORTS, ...Object.values(ports)].join(','),
        TLS_EXTRA_CA_FILE: caFile,
      },
      ports,
      realms: EXAMPLE_REALMS,
      connections,
      aws,
      redshift,
      dns,
      dynamo,
      lava,
      stop: () => stop(),
    };
  } catch (error) {
    await Promise.allSettled(starting);
    await stop(started.filter(({ reused }) => !reused));
    throw error;
  }
}

/** The console's own access key. */
const ACCESS_KEY_ID = 'AKIASANDBOX000000001';

/** Where databases usually listen: drafts may name them, too. */
const USUAL_PORTS = [5439, 5432, 3306];

/** The SDK's own settings. Every other source of credentials and endpoints is shut off. */
function awsSettings(endpoint: string, secretAccessKey: string): Record<string, string> {
  const services = ['SSM', 'SECRETS_MANAGER', 'REDSHIFT', 'REDSHIFT_SERVERLESS', 'STS', 'IAM'];
  return {
    AWS_ENDPOINT_URL: endpoint,
    ...Object.fromEntries(services.map((service) => [`AWS_ENDPOINT_URL_${service}`, endpoint])),
    AWS_REGION: EXAMPLE_REALMS[0].region,
    AWS_ACCESS_KEY_ID: ACCESS_KEY_ID,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: '',
    AWS_PROFILE: '',
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

const SANDBOX_DOMAINS = [
  '.redshift.amazonaws.com',
  '.redshift-serverless.amazonaws.com',
  '.rds.amazonaws.com',
  '.sandbox.internal',
];

/** Every endpoint of Redshift and RDS is this machine, except that of a cluster which is gone. */
const sandboxNames: Names = (name) => {
  const known =
    SANDBOX_DOMAINS.some((domain) => name.endsWith(domain)) && !name.startsWith('decommissioned-');
  return known ? ['127.0.0.1'] : undefined;
};
