import { randomInt } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AwsClients } from '../aws/aws-clients';
import { createAwsPorts } from '../aws/aws-ports';
import { Secret } from '../connectors/secret';
import type { StageState } from '../connectors/stage';
import { dialHere } from '../probe/dial';
import { PROBE_LIMITS } from '../probe/probe-context';
import { dnsServerLookup } from '../probe/resolver';
import { type TestResult, testConnection } from '../probe/test-connection';
import type { Example } from './example';
import { devConnections } from './example-connections-dev';
import { prodConnections } from './example-connections-prod';
import { siblingConnections } from './example-connections-siblings';
import { listen } from './listen';
import { PORT_ORDER, portOf } from './sandbox-ports';
import { type Sandbox, startSandbox } from './start-sandbox';

let dataDir: string;
let sandbox: Sandbox;
const clients = new AwsClients();

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sandbox-'));
  await chmod(dataDir, 0o755);
  sandbox = await startSandbox({ dataDir, portBase: 0 });
});

afterAll(async () => {
  clients.close();
  await sandbox.stop();
  await rm(dataDir, { recursive: true });
});

/** Tests an example the way the console does, told where things are by nothing but the sandbox's settings. */
async function test({ realm: name, spec }: Example): Promise<TestResult> {
  const { env } = sandbox;
  const realm = sandbox.realms.find((candidate) => candidate.name === name);
  if (!realm) throw new Error(`There is no realm ${name}.`);
  const aws = createAwsPorts(
    {
      region: realm.region,
      endpoint: env.AWS_ENDPOINT_URL,
      allowInsecureEndpoint: true,
      credentials: {
        accessKeyId: env.AWS_ACCESS_KEY_ID ?? '',
        secretAccessKey: new Secret(env.AWS_SECRET_ACCESS_KEY ?? ''),
      },
      ...(realm.roleArn && { roleArn: realm.roleArn }),
      ...(realm.externalId && { externalId: realm.externalId }),
    },
    clients,
  );
  const stages = testConnection(spec, {
    resolution: {
      aws,
      realm: realm.name,
      region: realm.region,
      defaultDuration: realm.passwordDuration,
    },
    dial: dialHere(
      {
        policy: {
          allowLoopback: true,
          allowedPorts: (env.ALLOWED_PORTS ?? '').split(',').map(Number),
          ownListeners: [],
        },
        lookup: dnsServerLookup([env.DNS_SERVERS ?? '']),
        extraCa: [await readFile(env.TLS_EXTRA_CA_FILE ?? '', 'utf8')],
      },
      Date.now,
    ),
    probe: {
      limits: { ...PROBE_LIMITS, totalMs: 8_000, tlsMs: 3_000 },
      applicationName: 'sandbox-test',
    },
    findings: { realm: realm.name, kmsAlias: realm.kmsAlias },
    signal: new AbortController().signal,
    now: Date.now,
    clusterStatus: aws.clusterStatus,
  });
  for (;;) {
    const step = await stages.next();
    if (step.done) return step.value;
  }
}

const ports = { redshift: 1, untrusted: 2, noTls: 3, silent: 4, drip: 5, auth13: 6, rds: 7, closed: 8 };
const ids = (examples: readonly Example[]) => examples.map(({ realm, spec }) => `${realm} ${spec.conn_id}`);
const all = ids([...devConnections(ports), ...prodConnections(ports), ...siblingConnections(ports)]);

describe('the example connections', () => {
  it('have ids of their own', () => {
    expect(ids(sandbox.connections)).toEqual(all);
    expect(new Set(all).size).toBe(all.length);
  });

  it.concurrent.each(all)('%s ends as it says', async (id) => {
    const example = sandbox.connections[all.indexOf(id)];
    if (!example) throw new Error(`There is no example ${id}.`);
    const result = await test(example);
    const { stage, code, outcome, hint } = example.expected;
    const firstIn = (state: StageState) => result.stages.find((one) => one.state === state);
    const notable = firstIn('failed') ?? firstIn('warning');
    expect({ outcome: result.outcome, stage: notable?.stage, code: notable?.code }).toEqual({
      outcome,
      stage,
      code,
    });
    if (notable) expect(notable.hint).toContain(hint);
  });
});

/** The first of enough free ports in a row, below those that systems give to outgoing connections. */
async function freeRange(): Promise<number> {
  for (;;) {
    const base = randomInt(20_000, 30_000);
    const row = await Promise.allSettled(
      PORT_ORDER.map(async (_, index) => {
        const server = createServer();
        await listen(server, base + index);
        return server;
      }),
    );
    const servers = row.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
    if (servers.length === PORT_ORDER.length) return base;
  }
}

describe('startSandbox', () => {
  it('keeps secrets and certificates where only the owner can read them', async () => {
    expect((await stat(join(dataDir, 'sandbox.json'))).mode & 0o777).toBe(0o600);
  });

  it('makes up secrets that a search can find', async () => {
    const { secrets } = JSON.parse(await readFile(join(dataDir, 'sandbox.json'), 'utf8'));
    for (const secret of Object.values(secrets)) expect(secret).toMatch(/^CANARY-[0-9a-f-]{36}$/);
    expect(JSON.stringify(sandbox.connections)).not.toContain('CANARY');
    expect(JSON.stringify(sandbox.realms)).not.toContain('CANARY');
  });

  it('comes up again on the same folder with the same secrets', async () => {
    const before = await readFile(join(dataDir, 'sandbox.json'), 'utf8');
    // As after a kill: only the database outlives the process.
    await sandbox.dynamo.stop();
    const again = await startSandbox({ dataDir, portBase: 0 });
    expect(await readFile(join(dataDir, 'sandbox.json'), 'utf8')).toBe(before);
    expect(again.redshift.reused).toBe(true);
    expect(again.ports.redshift).toBe(sandbox.ports.redshift);
    await again.stop();
    sandbox = await startSandbox({ dataDir, portBase: 0 });
  });

  it('leaves a sandbox alone that has the same folder and ports', async () => {
    const portBase = await freeRange();
    const elsewhere = await mkdtemp(join(tmpdir(), 'sandbox-'));
    await chmod(elsewhere, 0o755);
    const first = await startSandbox({ dataDir: elsewhere, portBase });
    await expect(startSandbox({ dataDir: elsewhere, portBase })).rejects.toThrow('Set SANDBOX_PORT');
    const login = { login: 'IAM:etl', user: 'etl', database: 'analytics', seconds: 900 };
    expect((await first.redshift.mintLogin(login)).password).toMatch(/^CANARY-/);
    await first.stop();
    await rm(elsewhere, { recursive: true });
  });

  it('names the port that is in use and the setting that moves it', async () => {
    const other = createServer();
    const portBase = await freeRange();
    const taken = await listen(other, portOf('silent', portBase));
    const elsewhere = await mkdtemp(join(tmpdir(), 'sandbox-'));
    await chmod(elsewhere, 0o755);
    await expect(startSandbox({ dataDir: elsewhere, portBase })).rejects.toThrow(
      `Port ${taken} on 127.0.0.1, which the sandbox needs, is in use. Set SANDBOX_PORT`,
    );
    other.close();
    await rm(elsewhere, { recursive: true });
  });
});
