import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Secret } from '../connectors/secret';
import { PROBE_STAGES, type StageEvent } from '../connectors/stage';
import { bareEnv } from '../env';
import { type DnsServer, startDnsServer } from '../sandbox/dns-server';
import { type HostileServer, startHostileServer } from '../sandbox/hostile-servers';
import { Dialler } from './dialler';
import { resolvedSpec } from './probe.fixture';
import type { ProbeResult } from './probe-context';

const TASK = {
  limits: { totalMs: 60_000, dnsMs: 20_000, tcpMs: 20_000, tlsMs: 60_000 },
  applicationName: 'lv-dev-test',
};
const NEVER = new AbortController().signal;
let server: HostileServer | undefined;
let dns: DnsServer | undefined;
const diallers: Dialler[] = [];

afterEach(async () => {
  for (const dialler of diallers.splice(0)) end(dialler);
  await server?.stop();
  await dns?.stop();
  server = undefined;
  dns = undefined;
});

function end(dialler: Dialler): void {
  const pid = dialler.start();
  if (pid !== undefined) process.kill(pid, 'SIGKILL');
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function diallerTo(port: number, dnsServers?: readonly string[]): Dialler {
  const dialler = new Dialler({
    network: {
      policy: { allowLoopback: true, allowedPorts: [port], ownListeners: [] },
      ...(dnsServers && { dnsServers }),
      extraCa: [],
    },
    env: bareEnv(),
    now: Date.now,
  });
  diallers.push(dialler);
  return dialler;
}

interface Probed {
  readonly result: ProbeResult;
  readonly events: readonly StageEvent[];
}

/** Probes to the end; `during` is called with each event. */
async function probed(
  run: ReturnType<Dialler['dial']>,
  during: (event: StageEvent) => void = () => undefined,
): Promise<Probed> {
  const events: StageEvent[] = [];
  let next = await run.next();
  for (; !next.done; next = await run.next()) {
    events.push(next.value);
    during(next.value);
  }
  return { result: next.value, events };
}

const started = (stage: string) => (event: StageEvent) => event.kind === 'started' && event.stage === stage;

describe('Dialler', () => {
  it('runs in an environment that holds no setting and no secret of the server', async () => {
    vi.stubEnv('PGPASSWORD', 'CANARY-pg');
    vi.stubEnv('PGOPTIONS', '-c x=y');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'CANARY-aws');
    vi.stubEnv('DATABASE_URL', 'postgresql://u:CANARY-db@127.0.0.1/store');
    vi.stubEnv('AUTH_SECRET', 'CANARY-auth');
    const pid = diallerTo(5439).start();
    vi.unstubAllEnvs();
    const environment = await readFile(`/proc/${pid}/environ`, 'utf8');
    const names = environment.split('\0').flatMap((line) => (line === '' ? [] : [line.split('=')[0]]));
    // The last three are Node's own, by which it finds the channel to its parent.
    const known = ['PATH', 'NODE_ENV', 'TMPDIR', 'SystemRoot', 'UV_THREADPOOL_SIZE'];
    const channel = ['NODE_CHANNEL_FD', 'NODE_CHANNEL_SERIALIZATION_MODE', 'NODE_UNIQUE_ID'];
    expect(names).toContain('PATH');
    expect(names.filter((name) => ![...known, ...channel].includes(name ?? ''))).toEqual([]);
    expect(environment).not.toContain('CANARY');
  });

  it('has threads for the look-ups of all tests at once, also while name servers are silent', async () => {
    const environment = await readFile(`/proc/${diallerTo(5439).start()}/environ`, 'utf8');
    expect(environment.split('\0')).toContain('UV_THREADPOOL_SIZE=64');
  });

  it('looks names up, dials and tells the stages as the probe itself does', async () => {
    server = await startHostileServer('auth13');
    dns = await startDnsServer({ names: (name) => (name === 'db.test' ? ['127.0.0.1'] : undefined) });
    const spec = resolvedSpec(server.port, { host: 'db.test', external_id: new Secret('another') });
    const { result, events } = await probed(diallerTo(server.port, [dns.address]).dial(spec, TASK, NEVER));
    expect(result.stages.map(({ stage }) => stage)).toEqual(PROBE_STAGES);
    expect(result.stopped).toMatchObject({ stage: 'login', code: 'AUTH_METHOD_UNSUPPORTED' });
    expect(dns.questions()).toContain('A db.test');
    const finished = events.flatMap((event) => (event.kind === 'finished' ? [event.result] : []));
    expect(finished).toEqual(result.stages);
  });

  it('takes the password from a secret of another copy of its module, as a build has them', async () => {
    server = await startHostileServer('auth13');
    vi.resetModules();
    const copy = await import('../connectors/secret');
    expect(copy.Secret).not.toBe(Secret);
    const spec = resolvedSpec(server.port, { password: new copy.Secret('a password') });
    const { result } = await probed(diallerTo(server.port).dial(spec, TASK, NEVER));
    expect(result.stopped).toMatchObject({ stage: 'login', code: 'AUTH_METHOD_UNSUPPORTED' });
  });

  it('keeps a password that is no text what it is', async () => {
    const spec = resolvedSpec(5439, { password: new Secret('12345', 'json') });
    const { result } = await probed(diallerTo(5439).dial(spec, TASK, NEVER));
    expect(result.stopped).toMatchObject({ stage: 'driver', code: 'LOGIN_NOT_TEXT' });
  });

  it('serves many tests at once with one process', async () => {
    server = await startHostileServer('auth13');
    const { port } = server;
    const dialler = diallerTo(port);
    const pid = dialler.start();
    const all = await Promise.all(
      Array.from({ length: 20 }, () => probed(dialler.dial(resolvedSpec(port), TASK, NEVER))),
    );
    expect(all.map(({ result }) => result.stopped?.stage)).toEqual(Array(20).fill('login'));
    expect(dialler.start()).toBe(pid);
  });

  it('cancels one test and leaves the others', async () => {
    server = await startHostileServer('silent');
    const hostile = server;
    const dialler = diallerTo(hostile.port);
    const spec = resolvedSpec(hostile.port, { ssl: true });
    const [one, other] = [new AbortController(), new AbortController()];
    const stays = probed(dialler.dial(spec, TASK, other.signal));
    const { result } = await probed(dialler.dial(spec, TASK, one.signal), (event) => {
      if (started('tls')(event)) one.abort();
    });
    expect(result).toMatchObject({ outcome: 'cancelled', stopped: { stage: 'tls', code: 'CANCELLED' } });
    await vi.waitFor(() => expect(hostile.openSockets()).toBe(1));
    other.abort();
    expect((await stays).result.outcome).toBe('cancelled');
    await vi.waitFor(() => expect(hostile.openSockets()).toBe(0));
  });

  it('closes the socket of a test to which nobody listens any more', async () => {
    server = await startHostileServer('silent');
    const hostile = server;
    for await (const event of diallerTo(hostile.port).dial(resolvedSpec(hostile.port), TASK, NEVER)) {
      if (started('tls')(event)) break;
    }
    await vi.waitFor(() => expect(hostile.acceptedSockets()).toBe(1));
    await vi.waitFor(() => expect(hostile.openSockets()).toBe(0));
  });

  it('heeds no signal: the server says what is to be cancelled', async () => {
    server = await startHostileServer('silent');
    const dialler = diallerTo(server.port);
    const pid = dialler.start() ?? 0;
    const cancel = new AbortController();
    const { result } = await probed(
      dialler.dial(resolvedSpec(server.port, { ssl: true }), TASK, cancel.signal),
      (event) => {
        if (!started('tls')(event)) return;
        for (const signal of ['SIGINT', 'SIGTERM']) process.kill(pid, signal);
        cancel.abort();
      },
    );
    expect(result.stopped).toMatchObject({ stage: 'tls', code: 'CANCELLED' });
    expect(isAlive(pid)).toBe(true);
  });

  it('ends with the process that started it, even when that is killed', async () => {
    const script = `
      const { Dialler } = await import(${JSON.stringify(path.join(import.meta.dirname, 'dialler.ts'))});
      const policy = { allowLoopback: true, allowedPorts: [], ownListeners: [] };
      const { PATH } = process.env;
      const dialler = new Dialler({ network: { policy, extraCa: [] }, env: { PATH }, now: Date.now });
      console.log(dialler.start());
      setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [printed] = await once(parent.stdout, 'data');
    const pid = Number(printed);
    expect(isAlive(pid)).toBe(true);
    parent.kill('SIGKILL');
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 60_000 });
  });

  it('ends the tests of a process that is killed with words of its own, and starts another for the next', async () => {
    server = await startHostileServer('silent');
    const hostile = server;
    const dialler = diallerTo(hostile.port);
    const pid = dialler.start() ?? 0;
    const { result, events } = await probed(
      dialler.dial(resolvedSpec(hostile.port, { ssl: true }), TASK, NEVER),
      (event) => {
        if (started('tls')(event)) process.kill(pid, 'SIGKILL');
      },
    );
    expect(result.outcome).toBe('undecided');
    expect(result.stages.map(({ stage, state }) => [stage, state])).toEqual([
      ['driver', 'passed'],
      ['dns', 'passed'],
      ['tcp', 'passed'],
      ['tls', 'failed'],
      ['login', 'not-run'],
      ['query', 'not-run'],
      ['identity', 'not-run'],
    ]);
    expect(result.stopped).toMatchObject({
      code: 'DIALLER_ENDED',
      hint: expect.stringMatching(/^Test again/),
    });
    expect(events.at(-1)).toMatchObject({ kind: 'finished', result: { stage: 'identity' } });
    await vi.waitFor(() => expect(hostile.openSockets()).toBe(0));

    await hostile.stop();
    server = await startHostileServer('auth13', { port: hostile.port });
    const next = await probed(dialler.dial(resolvedSpec(hostile.port), TASK, NEVER));
    expect(next.result.stopped).toMatchObject({ stage: 'login', code: 'AUTH_METHOD_UNSUPPORTED' });
    expect(dialler.start()).not.toBe(pid);
  });
});
