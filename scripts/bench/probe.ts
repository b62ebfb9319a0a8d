import { readFile } from 'node:fs/promises';
import { Client } from 'pg';
import { AwsClients } from '../../lib/aws/aws-clients';
import { createAwsPorts } from '../../lib/aws/aws-ports';
import { Secret } from '../../lib/connectors/secret';
import type { Spec } from '../../lib/connectors/spec';
import { bareEnv } from '../../lib/env';
import { Dialler } from '../../lib/probe/dialler';
import type { ProbeLimits } from '../../lib/probe/probe-context';
import { testConnection } from '../../lib/probe/test-connection';
import { startSandbox } from '../../lib/sandbox/start-sandbox';
import { compared } from './measure';
import type { Section } from './section';
import { withTemporaryFolder } from './temporary-folder';

const TESTS = 200;
const REPEATS = 5;
/** A busy machine makes a benchmark slow; it must not end it. */
const PATIENCE_MS = 60_000;
const LIMITS: ProbeLimits = {
  totalMs: PATIENCE_MS,
  dnsMs: PATIENCE_MS,
  tcpMs: PATIENCE_MS,
  tlsMs: PATIENCE_MS,
};
const USER = 'reporting';
const PARAMETER = '/lava/dev/reporting/finance/password';

/** 200 whole tests at once against the stand-in Redshift, and as many bare connects of the driver. */
export function probeSection(): Promise<Section> {
  return withTemporaryFolder(async (dataDir) => {
    const sandbox = await startSandbox({ dataDir, portBase: 0 });
    const clients = new AwsClients();
    try {
      const { env, ports } = sandbox;
      const aws = createAwsPorts(
        {
          region: 'ap-southeast-2',
          endpoint: sandbox.awsEndpoint,
          allowInsecureEndpoint: 'loopback',
          callTimeout: PATIENCE_MS,
          credentials: { accessKeyId: env.AWS_ACCESS_KEY_ID ?? '', secretAccessKey: new Secret('any') },
        },
        clients,
      );
      const ca = await readFile(env.TLS_EXTRA_CA_FILE ?? '', 'utf8');
      const dialler = new Dialler({
        network: {
          policy: { allowLoopback: true, allowedPorts: [ports.redshift], ownListeners: [] },
          dnsServers: [sandbox.dns.address],
          extraCa: [ca],
        },
        env: bareEnv(),
        now: Date.now,
      });
      const spec: Spec = {
        conn_id: 'bench',
        type: 'redshift',
        enabled: true,
        host: 'redshift.sandbox.internal',
        port: ports.redshift,
        database: 'analytics',
        user: USER,
        password: PARAMETER,
        ssl: true,
        subtype: 'redshift',
      };
      const test = () =>
        passes(
          testConnection(spec, {
            resolution: { aws },
            dial: (resolved, task, signal) => dialler.dial(resolved, task, signal),
            probe: { limits: LIMITS, applicationName: 'lava-bench' },
            findings: { realm: 'dev' },
            signal: new AbortController().signal,
            now: Date.now,
          }),
        );
      const { value } = await aws.getParameter(PARAMETER, new AbortController().signal);
      const connect = () => bareConnect(ports.redshift, value.reveal(), ca);
      return {
        title: 'Connection tests',
        note: `${TESTS} at once against the stand-in Redshift over TLS. A test reads the password from SSM and, in the process that dials, looks the name up, dials, checks the certificate, logs in and asks who it is; by hand is \`pg\` connecting with the password known and asking \`select 1\`. Median of ${REPEATS}.`,
        rows: [
          await compared(
            `${TESTS} tests`,
            REPEATS,
            () => atOnce(test),
            () => atOnce(connect),
          ),
        ],
      };
    } finally {
      clients.close();
      await sandbox.stop();
    }
  });
}

async function atOnce(work: () => Promise<void>): Promise<void> {
  await Promise.all(Array.from({ length: TESTS }, work));
}

async function passes(events: ReturnType<typeof testConnection>): Promise<void> {
  let next = await events.next();
  while (!next.done) next = await events.next();
  if (!next.value.ok) throw new Error(`A test that should pass did not: ${next.value.verdict}`);
}

async function bareConnect(port: number, password: string, ca: string): Promise<void> {
  const client = new Client({
    host: '127.0.0.1',
    port,
    user: USER,
    password,
    database: 'analytics',
    ssl: { ca, checkServerIdentity: () => undefined },
  });
  await client.connect();
  await client.query('select 1');
  await client.end();
}
