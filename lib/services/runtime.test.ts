import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { PROBE_LIMITS } from '../probe/probe-context';
import { getConnection } from './connections/get-connection';
import { runtime } from './runtime';
import { openFilledStore } from './testing/test-store';
import { warmDialler } from './testing/warm-dialler';
import { getRun } from './tests/get-run';
import { startTest } from './tests/start-test';

/** Names of what the server holds and nobody else. */
const OF_THE_SERVER = /^(PG|AWS_|DATABASE_URL|AUTH_SECRET)/;

let store: Awaited<ReturnType<typeof openFilledStore>>;

beforeAll(async () => {
  store = await openFilledStore();
});
afterAll(() => store.close());
afterEach(() => vi.restoreAllMocks());

const storePort = () => Number(new URL(store.url).port);

/** The runtime as a process that starts with these settings has it; without a value, a setting is not there. */
async function startWith(settings: Record<string, string | undefined>): Promise<void> {
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  Reflect.deleteProperty(globalThis, 'lavaRuntime');
  await warmDialler();
}

function endDialler(): void {
  process.kill(runtime().dialler.start() ?? 0, 'SIGKILL');
}

/** The stage at which a test of a connection to this place fails. */
async function failure(place: { readonly host: string; readonly port: number }) {
  const { spec } = await getConnection(store.context, 'dev', 'crm-sync');
  const draft = { ...JSON.parse(JSON.stringify(spec)), ...place, conn_id: 'elsewhere' };
  const { runId } = await startTest(store.context, { realm: 'dev', draft });
  return vi.waitFor(
    async () => {
      const { state, stages } = await getRun(store.context, 'dev', runId);
      expect(state).toBe('finished');
      return stages.find((stage) => stage.state === 'failed');
    },
    { timeout: 20_000, interval: 50 },
  );
}

describe('where the settings let tests dial', () => {
  const ITSELF = 'That is this console itself, or its own database.';

  beforeAll(() =>
    startWith({
      PORT: '3000',
      DNS_SERVERS: undefined,
      ALLOW_LOOPBACK: 'on',
      ALLOWED_HOSTS: 'localhost, 127.0.0.1, 10.20.30.40',
      ALLOWED_CIDRS: '127.0.0.0/8, ::1/128',
      ALLOWED_PORTS: `5439, 3000, ${storePort()}`,
    }),
  );
  afterAll(endDialler);

  it.each([
    ['the store', '127.0.0.1', storePort, 'HOST_REFUSED', ITSELF],
    ['the store by a name', 'localhost', storePort, 'HOST_REFUSED', ITSELF],
    ['the console', '127.0.0.1', 3000, 'HOST_REFUSED', ITSELF],
    ['a host outside ALLOWED_HOSTS', '127.0.0.2', 5439, 'HOST_REFUSED', /does not dial that host/],
    ['an address outside ALLOWED_CIDRS', '10.20.30.40', 5439, 'HOST_REFUSED', /has an address that/],
    ['a port outside ALLOWED_PORTS', '127.0.0.1', 5432, 'PORT_REFUSED', /does not dial port 5432/],
  ])('%s is refused', async (_, host, port, code, why) => {
    const stage = await failure({ host, port: typeof port === 'number' ? port : port() });
    expect(stage).toMatchObject({ stage: 'dns', code, message: expect.stringMatching(why) });
  });
});

describe('where its databases are', () => {
  const ITSELF = 'That is this console itself, or its own database.';

  beforeAll(() => {
    const own = new URL(store.url);
    // `pg` connects to the host of the parameter.
    const led = new URL(`?host=${own.hostname}`, own);
    led.hostname = 'elsewhere.test';
    return startWith({
      DATABASE_URL: led.href,
      MIGRATION_DATABASE_URL: 'postgresql://owner:p@127.0.0.1:5439/store',
      NEVER_DIAL: 'db.test:3306,10.20.30.40:5432',
      ALLOW_LOOPBACK: 'on',
      ALLOWED_HOSTS: undefined,
      ALLOWED_CIDRS: undefined,
      ALLOWED_PORTS: `5439, 5432, 3306, ${storePort()}`,
    });
  });
  afterAll(() => {
    endDialler();
    for (const name of ['MIGRATION_DATABASE_URL', 'NEVER_DIAL']) vi.stubEnv(name, undefined);
    vi.stubEnv('DATABASE_URL', store.url);
  });

  it.each([
    ['the store, where its address names the host twice', '127.0.0.1', storePort],
    ['the database of MIGRATION_DATABASE_URL', '127.0.0.1', 5439],
    ['an address of NEVER_DIAL', '10.20.30.40', 5432],
    ['a name of NEVER_DIAL', 'db.test', 3306],
  ])('%s is refused', async (_, host, port) => {
    const stage = await failure({ host, port: typeof port === 'number' ? port : port() });
    expect(stage).toMatchObject({ stage: 'dns', code: 'HOST_REFUSED', message: ITSELF });
  });
});

describe('without settings', () => {
  const secrets = { PGPASSWORD: 'CANARY-pg', AUTH_SECRET: 'CANARY-auth-of-at-least-32-characters' };

  beforeAll(() =>
    startWith({
      ALLOW_LOOPBACK: undefined,
      ALLOWED_HOSTS: undefined,
      ALLOWED_CIDRS: undefined,
      ALLOWED_PORTS: undefined,
      ...secrets,
    }),
  );
  afterAll(endDialler);

  it.each([
    ['this machine', 5439, 'HOST_REFUSED', /^The host is this machine itself/],
    ['a port that is not usual for databases', 5433, 'PORT_REFUSED', /does not dial port 5433/],
  ])('%s is refused', async (_, port, code, why) => {
    expect(await failure({ host: '127.0.0.1', port })).toMatchObject({
      stage: 'dns',
      code,
      message: expect.stringMatching(why),
    });
  });

  it('the process that dials is given nothing of the server’s', async () => {
    const held = Object.keys(process.env).filter((name) => OF_THE_SERVER.test(name));
    expect(held).toEqual(
      expect.arrayContaining(['DATABASE_URL', 'AWS_ACCESS_KEY_ID', ...Object.keys(secrets)]),
    );
    const environment = await readFile(`/proc/${runtime().dialler.start()}/environ`, 'utf8');
    expect(environment).toContain('PATH=');
    expect(environment.split('\0').filter((line) => OF_THE_SERVER.test(line))).toEqual([]);
    expect(environment).not.toContain('CANARY');
  });

  it('a test has 15 s in all, of which 2 s are for DNS, 5 s for TCP and 5 s for TLS', async () => {
    expect(PROBE_LIMITS).toEqual({ totalMs: 15_000, dnsMs: 2_000, tcpMs: 5_000, tlsMs: 5_000 });
    const dial = vi.spyOn(runtime().dialler, 'dial');
    await failure({ host: '127.0.0.1', port: 5439 });
    const { totalMs, ...stages } = dial.mock.calls[0]?.[1].limits ?? { totalMs: 0 };
    expect(stages).toEqual({ dnsMs: 2_000, tcpMs: 5_000, tlsMs: 5_000 });
    // What the resolution took is gone from it.
    expect(totalMs).toBeGreaterThan(0);
    expect(totalMs).toBeLessThanOrEqual(15_000);
  });
});
