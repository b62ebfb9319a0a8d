import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PROBE_CODES } from '../connectors/probe-codes';
import { RESOLUTION_CODES } from '../connectors/stage-codes';
import { startAwsStandIn } from '../sandbox/aws-stand-in';
import { type Sandbox, startSandbox } from '../sandbox/start-sandbox';
import { awsEnv, ended, runCli, runHere, startCli } from './cli.fixture';

const CODES: readonly string[] = [...RESOLUTION_CODES, ...PROBE_CODES];
/** Ends well or badly in every part of the way, without waiting for anyone who stays silent. */
const EXAMPLES = ['etl-warehouse', 'reporting/finance', 'marketing/campaigns', 'legacy-loader', 'hr/people'];

describe('test, in the sandbox', () => {
  let dataDir: string;
  let sandbox: Sandbox;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'lava-conn-'));
    await chmod(dataDir, 0o755);
    sandbox = await startSandbox({ dataDir, portBase: 0 });
  });
  afterAll(async () => {
    await sandbox.stop();
    await rm(dataDir, { recursive: true });
  });

  const examples = () =>
    sandbox.connections.filter(
      ({ realm, spec }) => realm === 'dev' && EXAMPLES.includes(String(spec.conn_id)),
    );

  test('dials nothing while TESTING is off', async () => {
    const run = await runHere(['test', '--realm', 'dev'], {
      env: { ...sandbox.env, TESTING: 'off' },
      stdin: JSON.stringify(examples().map(({ spec }) => spec)),
    });
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toContain('TESTING=off');
  });

  test('says of each connection what the console says, and prints no secret', async () => {
    const chosen = examples();
    expect(chosen).toHaveLength(EXAMPLES.length);
    const run = await runCli(['test', '--realm', 'dev'], {
      env: sandbox.env,
      stdin: JSON.stringify(chosen.map(({ spec }) => spec)),
    });
    expect(run).toMatchObject({ code: 1, stderr: '' });
    expect(run.stdout).not.toContain('CANARY');
    const lines = run.lines();
    expect(lines).toHaveLength(chosen.length);
    for (const [index, { spec, expected }] of chosen.entries()) {
      const line = lines[index];
      expect(line).toMatchObject({
        connId: spec.conn_id,
        ok: expected.outcome === 'passed',
        verdict: expect.any(String),
        findings: expect.any(Array),
      });
      expect(Object.keys(line ?? {})).toEqual(['connId', 'ok', 'verdict', 'stages', 'findings']);
      const codes = [line?.stages].flat().flatMap((stage) => Reflect.get(Object(stage), 'code') ?? []);
      expect(CODES).toEqual(expect.arrayContaining(codes));
      if (expected.stage) {
        const ending = { stage: expected.stage, state: 'failed', code: expected.code };
        expect(line?.stages).toContainEqual(expect.objectContaining(ending));
      }
    }
    expect(lines[0]?.verdict).toBe('A lava worker would connect as IAM:etl, encrypted, certificate checked.');
  });

  test('dials only the ports that are allowed, and this machine only when told to', async () => {
    const { ALLOWED_PORTS, ...anyPort } = sandbox.env;
    const { ALLOW_LOOPBACK, ...noLoopback } = sandbox.env;
    const [example] = examples();
    const stdin = JSON.stringify(example?.spec);
    const port = await runHere(['test'], { env: anyPort, stdin });
    const host = await runHere(['test'], { env: noLoopback, stdin });
    const refusedAt = (code: string) =>
      expect.arrayContaining([expect.objectContaining({ stage: 'dns', code })]);
    expect(port.lines()).toMatchObject([{ ok: false, stages: refusedAt('PORT_REFUSED') }]);
    expect(host.lines()).toMatchObject([{ ok: false, stages: refusedAt('HOST_REFUSED') }]);
  });

  test('a file with authorities that cannot be read ends with 2', async () => {
    const run = await runHere(['test'], {
      env: { TLS_EXTRA_CA_FILE: join(dataDir, 'none.pem') },
      stdin: '{}',
    });
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toContain('none.pem, which TLS_EXTRA_CA_FILE names, cannot be read');
  });
});

test('Ctrl-C ends what runs, prints it, leaves the rest out and closes its sockets', async () => {
  const aws = await startAwsStandIn({ fixture: { ssm: { '*': 'password' } } });
  const sockets: Socket[] = [];
  const silent = createServer((socket) => sockets.push(socket.resume()));
  silent.listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  const spec = {
    type: 'redshift',
    enabled: true,
    host: '127.0.0.1',
    port,
    database: 'd',
    user: 'u',
    password: '/lava/dev/pw',
    ssl: true,
  };
  const child = startCli(['test'], {
    env: { ...awsEnv(aws.endpoint), ALLOW_LOOPBACK: 'on', ALLOWED_PORTS: String(port) },
    stdin: JSON.stringify(Array.from({ length: 9 }, (_, index) => ({ ...spec, conn_id: `c${index}` }))),
  });
  const end = ended(child);
  while (sockets.length < 5) await once(silent, 'connection');
  child.kill('SIGINT');

  const run = await end;
  expect(run.code).toBe(1);
  expect(run.lines().map(({ connId, ok }) => [connId, ok])).toEqual(
    ['c0', 'c1', 'c2', 'c3', 'c4'].map((connId) => [connId, false]),
  );
  expect(run.lines()[0]?.verdict).toMatch(/^Cancelled at `tls`/);
  expect(run.stderr).toBe('lava-conn: Cancelled after 5 of 9 specifications.\n');
  await Promise.all(sockets.map((socket) => socket.closed || once(socket, 'close')));
  silent.close();
  await aws.stop();
});

test('Ctrl-C ends it while it waits for its input', async () => {
  const child = startCli(['lint', '-']);
  const end = ended(child);
  // More than a pipe holds: once all of it is written, the program is reading.
  await new Promise((written) => child.stdin.write('#'.repeat(1024 * 1024), written));
  child.kill('SIGINT');
  expect(await end).toMatchObject({ code: 1, stdout: '', stderr: 'lava-conn: Cancelled.\n' });
});

test('a reader that has enough ends it quietly', async () => {
  const child = startCli(['lint'], {
    stdin: JSON.stringify(Array.from({ length: 10_000 }, (_, index) => ({ conn_id: `c${index}` }))),
  });
  const end = ended(child);
  child.stdout.once('data', () => child.stdout.destroy());
  expect(await end).toMatchObject({ code: 1, stderr: '' });
});
