import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Secret } from '../connectors/secret';
import type { Spec } from '../connectors/spec';
import { PROBE_STAGES, RESOLUTION_STAGES, type StageEvent } from '../connectors/stage';
import { type AwsPorts, AwsRefusal, type TemporaryCredentials } from '../resolution/ports';
import { createServerCertificate } from '../sandbox/certificates';
import { startHostileServer } from '../sandbox/hostile-servers';
import { type StandInRedshift, startStandInRedshift } from '../sandbox/stand-in-redshift';
import { dialHere } from './dial';
import { probeContext, SHORT } from './probe.fixture';
import type { ProbeLimits } from './probe-context';
import { type TestContext, type TestResult, testConnection } from './test-connection';

let dataDir: string;
let standIn: StandInRedshift;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'test-connection-'));
  await chmod(dataDir, 0o755);
  standIn = await startStandInRedshift({
    dataDir,
    port: 0,
    tls: await createServerCertificate('Test CA', 'redshift.test'),
    databases: ['analytics'],
    users: { etl: 'right' },
  });
});

afterAll(async () => {
  await standIn.stop();
  await rm(dataDir, { recursive: true });
});

const refusal = () => Promise.reject(new AwsRefusal('ssm', 'Any', 'AccessDenied', 'not in this test'));

/** AWS as far as a test needs it; everything else is refused. */
function aws(ports: Partial<AwsPorts>): AwsPorts {
  return {
    getParameter: refusal,
    getSecretString: refusal,
    getClusterCredentials: refusal,
    getServerlessCredentials: refusal,
    assumeRole: refusal,
    rdsToken: refusal,
    ...ports,
  };
}

const parameter = (value: string) =>
  aws({ getParameter: async () => ({ value: new Secret(value), type: 'SecureString' }) });

async function mint(user: string): Promise<TemporaryCredentials> {
  const login = `IAM:${user}`;
  const minted = await standIn.mintLogin({ login, user, database: 'analytics', seconds: 900 });
  return {
    user: login,
    password: new Secret(minted.password),
    expiresAt: minted.expiresAt,
    mintedAt: new Date(),
  };
}

const iam = (fields: Spec = {}): Spec => ({
  conn_id: 'c1',
  type: 'redshift',
  enabled: true,
  host: '127.0.0.1',
  port: standIn.port,
  database: 'analytics',
  user: 'etl',
  cluster_id: 'etl',
  ssl: true,
  owner: 'team',
  description: 'd',
  ...fields,
});
const ssm = (fields: Spec = {}) => iam({ password: '/lava/dev/etl', ...fields });

async function run(spec: Spec, ports: AwsPorts, overrides: Partial<TestContext> = {}) {
  const { signal, now, limits, applicationName, ...network } = probeContext(standIn.port);
  const events: StageEvent[] = [];
  const test = testConnection(spec, {
    resolution: { aws: ports, realm: 'dev' },
    dial: dialHere(network, now),
    probe: { limits, applicationName },
    findings: { realm: 'dev' },
    signal,
    now,
    ...overrides,
  });
  let next = await test.next();
  while (!next.done) {
    events.push(next.value);
    next = await test.next();
  }
  const result: TestResult = next.value;
  return { ...result, events };
}

describe('testConnection', () => {
  it('asks AWS nothing and dials nothing for connections that are no databases', async () => {
    const getParameter = vi.fn(refusal);
    const result = await run(ssm({ type: 'Slack' }), aws({ getParameter }));
    expect(result).toMatchObject({
      ok: false,
      outcome: 'undecided',
      verdict: expect.stringContaining('Not testable here'),
    });
    expect(result.stages.map(({ stage }) => stage)).toEqual([...RESOLUTION_STAGES, ...PROBE_STAGES]);
    expect(result.stages.filter(({ state }) => state !== 'not-run')).toEqual([
      expect.objectContaining({ stage: 'type', state: 'warning', code: 'NOT_TESTABLE_HERE' }),
    ]);
    expect(getParameter).not.toHaveBeenCalled();
  });

  it('works as the plain user with a token of RDS, over TLS', async () => {
    const rdsToken = vi.fn(async () => new Secret('right'));
    const result = await run(iam({ type: 'postgres-rds', user: 'etl' }), aws({ rdsToken }));
    expect(rdsToken).toHaveBeenCalledWith({ host: '127.0.0.1', port: standIn.port, user: 'etl' });
    expect(result.verdict).toBe('A lava worker would connect as etl, encrypted, certificate not checked.');
    expect(result.stages.at(-1)).toMatchObject({ stage: 'identity', details: { expectedUser: 'etl' } });
  });

  it.each([
    [true, 'require TLS'],
    [false, 'prefer TLS'],
  ])('connects by PyGreSQL as libpq would, with ssl %s', async (ssl, words) => {
    const result = await run(ssm({ type: 'postgres', subtype: 'pygresql', ssl }), parameter('right'));
    expect(result).toMatchObject({ ok: true, outcome: 'passed' });
    const driver = result.stages.find(({ stage }) => stage === 'driver');
    expect(driver?.message).toContain(words);
  });

  it('goes through every stage of lava and of the wire', async () => {
    const result = await run(iam(), aws({ getClusterCredentials: ({ user }) => mint(user) }));
    expect(result).toMatchObject({
      connId: 'c1',
      ok: true,
      outcome: 'passed',
      verdict: 'A lava worker would connect as IAM:etl, encrypted, certificate not checked.',
    });
    expect(result.stages.map(({ stage }) => stage)).toEqual([...RESOLUTION_STAGES, ...PROBE_STAGES]);
    expect(result.findings.map(({ code }) => code)).toContain('SSL_NOT_VERIFIED');
    expect(result.resolution).toMatchObject({ ok: true, credentials: { method: 'iam' } });
    const finished = result.events.flatMap((event) => (event.kind === 'finished' ? [event.result] : []));
    expect(finished).toEqual(result.stages);
  });

  it('tells a user that only fails at login, with what to do', async () => {
    const result = await run(
      iam({ user: 'ghost' }),
      aws({ getClusterCredentials: ({ user }) => mint(user) }),
    );
    expect(result).toMatchObject({ ok: false, outcome: 'failed' });
    expect(result.verdict).toMatch(/^A lava worker fails at `login`: /);
    expect(result.stages.find(({ stage }) => stage === 'login')).toMatchObject({
      code: 'IAM_USER_UNKNOWN',
      hint: expect.stringContaining('CREATE USER ghost PASSWORD DISABLE;'),
    });
  });

  it('dials nothing when lava would not get that far', async () => {
    const hostile = await startHostileServer('silent');
    const result = await run(ssm({ port: hostile.port }), aws({}));
    expect(result).toMatchObject({ ok: false, outcome: 'failed', verdict: expect.stringContaining('`ssm`') });
    expect(result.stages.map(({ stage }) => stage)).toEqual([...RESOLUTION_STAGES, ...PROBE_STAGES]);
    expect(result.stages.slice(-PROBE_STAGES.length).every(({ state }) => state === 'not-run')).toBe(true);
    expect(hostile.acceptedSockets()).toBe(0);
    await hostile.stop();
  });

  it.each([
    [false, 'Works, but disabled: lava will refuse it.', false],
    ['false', 'A lava worker would connect as etl, encrypted, certificate not checked.', true],
  ])('enabled %j: %s', async (enabled, verdict, ok) => {
    const result = await run(ssm({ enabled }), parameter('right'));
    expect([result.verdict, result.ok]).toEqual([verdict, ok]);
  });

  describe('after temporary credentials were refused', () => {
    const LONG_AGO = new Date(0);
    const old = async (): Promise<TemporaryCredentials> => ({
      ...(await mint('etl')),
      password: new Secret('refused'),
      mintedAt: LONG_AGO,
    });

    it('tries once more with new ones when they were cached', async () => {
      const getClusterCredentials = vi.fn(({ user }) => mint(user)).mockImplementationOnce(old);
      const forgetCredentials = vi.fn(() => true);
      const result = await run(iam(), aws({ getClusterCredentials }), { forgetCredentials });
      expect(result).toMatchObject({ ok: true, outcome: 'passed' });
      expect(forgetCredentials).toHaveBeenCalledTimes(1);
      expect(result.stages.map(({ stage }) => stage)).toEqual([...RESOLUTION_STAGES, ...PROBE_STAGES]);
      expect(result.stages.find(({ stage }) => stage === 'iam')?.message).toContain('This is the second try');
    });

    it('says so when AWS gives no new ones', async () => {
      const denied = new AwsRefusal(
        'redshift',
        'GetClusterCredentials',
        'ClusterNotFound',
        'not in this test',
      );
      const getClusterCredentials = vi.fn(old).mockRejectedValue(denied).mockImplementationOnce(old);
      const result = await run(iam(), aws({ getClusterCredentials }), { forgetCredentials: () => true });
      expect(result.outcome).toBe('failed');
      expect(result.verdict).toMatch(/fails at `iam`: .* This is the second try: /);
    });

    it.each([
      ['twice when they were cached', true, LONG_AGO, 2],
      ['once when no cache held them', false, LONG_AGO, 1],
      ['once when they were minted for this test', true, undefined, 1],
    ])('tries %s', async (_, forgotten, mintedAt, times) => {
      const getClusterCredentials = vi.fn(async () => ({
        ...(await old()),
        mintedAt: mintedAt ?? new Date(),
      }));
      const forgetCredentials = () => forgotten;
      const { stages } = await run(iam(), aws({ getClusterCredentials }), { forgetCredentials });
      expect(stages.find(({ stage }) => stage === 'login')).toMatchObject({ code: 'IAM_USER_UNKNOWN' });
      expect(getClusterCredentials).toHaveBeenCalledTimes(times);
    });
  });

  describe('after the login of a secret was refused', () => {
    async function login(...read: object[]) {
      const { user: _user, ...fields } = iam({ secret_id: '/lava/dev/etl' });
      const getSecretString = vi.fn<() => Promise<Secret>>(refusal);
      for (const json of read) {
        getSecretString.mockImplementationOnce(async () => new Secret(JSON.stringify(json)));
      }
      const { now, ...network } = probeContext(standIn.port);
      const dial = vi.fn(dialHere(network, now));
      const result = await run(fields, aws({ getSecretString }), { dial });
      const told = (name: string) => result.stages.find(({ stage }) => stage === name);
      return { result, told, reads: getSecretString.mock.calls.length, logins: dial.mock.calls.length };
    }
    const former = { username: 'etl', password: 'former' };

    it.each([
      ['password', former],
      ['user', { username: 'former', password: 'right' }],
    ])('tries once more when the %s was rotated since', async (_, first) => {
      const { result, told, reads, logins } = await login(first, { username: 'etl', password: 'right' });
      expect(result).toMatchObject({ ok: true, outcome: 'passed' });
      expect({ reads, logins }).toEqual({ reads: 2, logins: 2 });
      expect(told('secret')?.message).toContain('This is the second try');
      expect(result.stages.map(({ stage }) => stage)).toEqual([...RESOLUTION_STAGES, ...PROBE_STAGES]);
    });

    it('tries at most twice', async () => {
      const { told, reads, logins } = await login(former, { ...former, password: 'also former' });
      expect(told('login')).toMatchObject({ code: 'PASSWORD_REFUSED' });
      expect({ reads, logins }).toEqual({ reads: 2, logins: 2 });
    });

    it.each([
      ['it holds the same', [former, former]],
      ['it cannot be read again', [former]],
    ])('leaves it at the refusal when %s', async (_, read) => {
      const { told, reads, logins } = await login(...read);
      expect(told('login')).toMatchObject({ code: 'PASSWORD_REFUSED' });
      expect({ reads, logins }).toEqual({ reads: 2, logins: 1 });
      expect(told('secret')?.message).not.toContain('second try');
    });
  });

  it('has one deadline for everything', async () => {
    const hanging = aws({
      getParameter: (_, signal) =>
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    });
    const result = await run(ssm(), hanging, { probe: { limits: SHORT, applicationName: 'lv-dev-test' } });
    expect(result).toMatchObject({ ok: false, outcome: 'undecided' });
    expect(result.stages.find(({ stage }) => stage === 'ssm')).toMatchObject({ code: 'AWS_TIMEOUT' });
  });

  describe('while the state of the cluster is asked for', () => {
    /** The end of a test of a cluster at which nothing answers, and of which AWS does not tell the state. */
    async function unanswered(limits: ProbeLimits, cancel = new AbortController()) {
      const closed = await startHostileServer('silent');
      await closed.stop();
      const { now, ...network } = probeContext(closed.port);
      let gaveUp = false;
      const result = await run(
        iam({ port: closed.port }),
        aws({ getClusterCredentials: ({ user }) => mint(user) }),
        {
          dial: dialHere(network, now),
          probe: { limits, applicationName: 'lv-dev-test' },
          signal: cancel.signal,
          clusterStatus: (_cluster, signal) =>
            new Promise((_resolve, reject) => {
              signal.addEventListener('abort', () => {
                gaveUp = true;
                reject(signal.reason);
              });
              if (limits.totalMs > SHORT.totalMs) cancel.abort();
            }),
        },
      );
      return { result, gaveUp };
    }

    it.each([
      ['ends at the deadline of the test', SHORT],
      ['can be cancelled', { ...SHORT, totalMs: 60_000 }],
    ])('%s, and keeps what the probe found', async (_, limits) => {
      const { result, gaveUp } = await unanswered(limits);
      expect(gaveUp).toBe(true);
      expect(result).toMatchObject({ ok: false, outcome: 'failed' });
      expect(result.stages.find(({ stage }) => stage === 'tcp')).toMatchObject({ code: 'NOTHING_LISTENING' });
    });
  });

  it.each([
    ['String', true],
    ['SecureString', false],
  ])('finds in a %s that was just read what it is', async (type, unsafe) => {
    const ports = aws({ getParameter: async () => ({ value: new Secret('right'), type }) });
    const parameter = { type: unsafe ? 'SecureString' : 'String' };
    const { findings } = await run(ssm(), ports, { findings: { realm: 'dev', parameter } });
    expect(findings.some(({ code }) => code === 'SSM_NOT_SECURE')).toBe(unsafe);
  });

  it('can be cancelled while AWS is asked', async () => {
    const cancel = new AbortController();
    const hanging = aws({
      getParameter: (_, signal) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
          cancel.abort();
        }),
    });
    const result = await run(ssm(), hanging, { signal: cancel.signal });
    expect(result).toMatchObject({ ok: false, outcome: 'cancelled', verdict: 'Cancelled at `ssm`.' });
  });
});
