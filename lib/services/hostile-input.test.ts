import { strToU8 } from 'fflate';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { prisma } from '../db/prisma';
import { createConnection } from './connections/create-connection';
import { getConnection } from './connections/get-connection';
import { updateConnection } from './connections/update-connection';
import { type ErrorDto, ServiceError } from './errors';
import { openFilledStore } from './testing/test-store';
import { warmDialler } from './testing/warm-dialler';
import { getRun } from './tests/get-run';
import { startTest } from './tests/start-test';
import { importConnections } from './transfer/import-connections';
import { previewImport } from './transfer/preview-import';

let store: Awaited<ReturnType<typeof openFilledStore>>;

beforeAll(async () => {
  vi.stubEnv('TESTS_PER_MINUTE', '99999');
  vi.stubEnv('TESTS_PER_MINUTE_REALM', '99999');
  store = await openFilledStore();
  await warmDialler();
});
afterAll(() => store.close());

const GOOD = {
  conn_id: 'hostile',
  type: 'redshift',
  host: 'analytics-dev.c7k2mzq4x9ab.ap-southeast-2.redshift.amazonaws.com',
  port: 5439,
  database: 'warehouse',
  user: 'etl',
  enabled: true,
};

async function refusal(promise: Promise<unknown>): Promise<ErrorDto> {
  const error = await promise.then(
    () => new Error('It was not refused.'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof ServiceError) return error.toDto();
  throw error;
}

const files = (text: string) => [{ name: 'specs.json', bytes: strToU8(text) }];
const preview = async (text: string) =>
  (await previewImport(store.context, { realm: 'dev', files: files(text) })).rows;

/** What every refusal has in common: the field by name, no stack, and not more than 80 characters of the value. */
function expectPlain(dto: ErrorDto, field: string, value: unknown) {
  expect(dto.code).toBe('INVALID_INPUT');
  expect(dto.problems?.map(({ path }) => path)).toContainEqual(
    expect.stringMatching(new RegExp(`^${field}`)),
  );
  const told = JSON.stringify(dto);
  expect(told).not.toMatch(/node_modules|\bat .+:\d+:\d+/);
  if (typeof value !== 'string') return;
  if (value.length > 80) expect(told).not.toContain(value.slice(0, 81));
  if (field === 'password') expect(told).not.toContain(value);
}

const PORTS = ['', '0', '65536', '-1', ' 5439 ', '1e3', '0x10', '5439abc', true, '５４３９', 0, 65_536, -1];
/** Those that lava, as Python's `int`, reads as 5439; `true` is 1 to it, a port to which nobody may dial. */
const ALLOWED: readonly unknown[] = [' 5439 ', '５４３９'];
const HOSTS = [
  '',
  '/var/run/postgresql',
  '@abstract',
  'a b',
  'h:5439',
  'u:p@h',
  'h?sslmode=disable',
  'host\r\nX: y',
  '[::ffff:a9fe:a9fe]',
  'fe80::1%eth0',
  '127.1',
  '2130706433',
  '0x7f000001',
  '0',
  'p\u0430ypal.com',
  'a\u200bb',
  'a\u202Eb',
];
const CONN_IDS = ['../../etc', '%2e%2e%2f', 'CON', '__proto__', 'constructor', 'x'.repeat(1_000)];
const DURATIONS = ['899s', '3601', 'NaN', '15M'];
const NUL_FIELDS = ['conn_id', 'host', 'database', 'user', 'description', 'owner', 'cluster_id'];
const ROWS: readonly (readonly [field: string, value: unknown])[] = [
  ...PORTS.map((value) => ['port', value] as const),
  ...HOSTS.map((value) => ['host', value] as const),
  ...CONN_IDS.map((value) => ['conn_id', value] as const),
  ...DURATIONS.map((value) => ['password_duration', value] as const),
  ...NUL_FIELDS.map((field) => [field, 'a\0b'] as const),
  ['password', 'hunter2 is my password!'],
  ['password', 'AKIAIOSFODNN7EXAMPLE'],
  ['description', 'x'.repeat(1024 * 1024)],
  ...['role', 'version', 'lastTest'].map((field) => [field, 'admin'] as const),
];
const shown = ROWS.map(
  ([field, value]) => [field, String(JSON.stringify(value)).slice(0, 40), value] as const,
);

describe('the form refuses', () => {
  it.each(shown)('%s %s, when it creates, changes and tests a draft', async (field, _, value) => {
    const spec = { ...GOOD, [field]: z.json().parse(value) };
    const before = await prisma().connection.count();
    expectPlain(await refusal(createConnection(store.context, { realm: 'dev', spec })), field, value);
    const { spec: stored, version } = await getConnection(store.context, 'dev', 'etl-warehouse');
    const changed = { ...JSON.parse(JSON.stringify(stored)), [field]: z.json().parse(value) };
    const update = { realm: 'dev', connId: 'etl-warehouse', version, spec: changed };
    expectPlain(await refusal(updateConnection(store.context, update)), field, value);
    expectPlain(await refusal(startTest(store.context, { realm: 'dev', draft: spec })), field, value);
    expect(await prisma().connection.count()).toBe(before);
    expect((await getConnection(store.context, 'dev', 'etl-warehouse')).version).toBe(version);
  });

  it.each(['{"__proto__":{"admin":true}}', '{"x-a":{"__proto__":{}}}', '{"constructor":{"prototype":{}}}'])(
    'the keys of %s',
    async (extra) => {
      const spec = { ...GOOD, ...JSON.parse(extra) };
      Object.defineProperty(spec, '__proto__', { value: {}, enumerable: true });
      expect((await refusal(createConnection(store.context, { realm: 'dev', spec }))).code).toBe(
        'INVALID_INPUT',
      );
      expect(Reflect.get({}, 'admin')).toBeUndefined();
    },
  );

  it('unknown keys beside what an action takes', async () => {
    const input = { realm: 'dev', spec: GOOD, role: 'admin' };
    expect((await refusal(createConnection(store.context, input))).code).toBe('INVALID_INPUT');
    const test = { realm: 'dev', connId: 'etl-warehouse', version: 1 };
    expect((await refusal(startTest(store.context, test))).code).toBe('INVALID_INPUT');
  });
});

describe('the host policy stops the test of', () => {
  it.each([
    '169.254.169.254',
    '169.254.169.254.',
    '64:ff9b::a9fe:a9fe',
    '2002:a9fe:a9fe::',
    'fd00:ec2::254',
    '0.0.0.0',
    '224.0.0.1',
  ])('%s, before it is dialled and without telling the address', async (host) => {
    const draft = { ...GOOD, host, cluster_id: 'analytics-dev' };
    const begun = await startTest(store.context, { realm: 'dev', draft }).catch((error: unknown) => error);
    if (begun instanceof ServiceError) return expectPlain(begun.toDto(), 'host', host);
    const { runId } = z.object({ runId: z.string() }).parse(begun);
    await vi.waitFor(async () => {
      const run = await getRun(store.context, 'dev', runId);
      expect(run.result?.failedStage).toBe('dns');
      expect(run.result?.failedCode).toBe('HOST_REFUSED');
      expect(run.stages.find(({ stage }) => stage === 'tcp')?.state).toBe('not-run');
    }, 10_000);
  });
});

describe('the import', () => {
  const KEPT = [
    ...PORTS.map((value) => ['port', value] as const),
    ...HOSTS.map((value) => ['host', value] as const),
    ...DURATIONS.map((value) => ['password_duration', value] as const),
  ].map(([field, value], index) => [field, JSON.stringify(value), value, `imported/${index}`] as const);

  let rows: Awaited<ReturnType<typeof preview>>;

  beforeAll(async () => {
    const text = JSON.stringify(
      KEPT.map(([field, , value, connId]) => ({
        ...GOOD,
        conn_id: connId,
        cluster_id: 'analytics-dev',
        [field]: value,
      })),
    );
    rows = await preview(text);
    const chosen = rows.flatMap(({ connId, state }) =>
      connId === null || state === 'refused' ? [] : [{ connId, version: null }],
    );
    await importConnections(store.context, { realm: 'dev', files: files(text), chosen });
  });

  it.each(KEPT)(
    'keeps %s %s as it is, reports it, and dials no such thing',
    async (field, _, value, connId) => {
      const row = rows.find((one) => one.connId === connId);
      expect(row).toMatchObject({ file: 'specs.json', state: 'new' });
      expect(Reflect.get((await getConnection(store.context, 'dev', connId)).spec, field)).toEqual(value);
      const reported = row?.findings.map(({ code }) => code).join();
      if (field === 'port') expect(reported).toMatch(/PORT_/);
      if (field === 'host') expect(reported).toContain('HOST_MALFORMED');
      if (field === 'password_duration') expect(reported).toContain('DURATION_OUT_OF_RANGE');
      const { runId } = await startTest(store.context, { realm: 'dev', connId });
      await vi.waitFor(async () => {
        const run = await getRun(store.context, 'dev', runId);
        expect(run.state).toBe('finished');
        const tcp = run.stages.find(({ stage }) => stage === 'tcp');
        const dialled = field === 'port' && ALLOWED.includes(value);
        expect(tcp?.state).toBe(dialled ? 'failed' : 'not-run');
      }, 20_000);
    },
  );

  it.each([
    ['a prototype', '[{"conn_id":"p","type":"redshift","__proto__":{"admin":true}}]'],
    ['the same key twice', '[{"conn_id":"p","type":"redshift","type":"psql"}]'],
    ['50,000 levels', `${'['.repeat(50_000)}${']'.repeat(50_000)}`],
    ['NUL', '[{"conn_id":"p","type":"redshift","description":"a\\u0000b"}]'],
    ['an identifier that is a path', '[{"conn_id":"../../etc","type":"redshift"}]'],
    ['a password', '[{"conn_id":"p","type":"redshift","password":"hunter2 is my password!"}]'],
    [
      'a description of 1 MB',
      `[{"conn_id":"p","type":"redshift","description":"${'x'.repeat(1024 * 1024)}"}]`,
    ],
  ])('refuses %s, with the place', async (_, text) => {
    const rows = await preview(text);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      expect(row).toMatchObject({ state: 'refused', line: expect.any(Number), column: expect.any(Number) });
      expect(row.reason).not.toContain('hunter2');
      expect(row.reason?.length).toBeLessThan(400);
    }
    expect(Reflect.get({}, 'admin')).toBeUndefined();
  });

  it.each([
    [
      'an alias bomb',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghij'.replace(/./g, (k) => `${k}: &${k} [${`*${String.fromCharCode(k.charCodeAt(0) - 1)},`.repeat(9)}]\n`)}`,
    ],
    ['a tag', 'conn_id: p\ntype: !!js/function "function () {}"\n'],
  ])('refuses YAML with %s', async (_, text) => {
    const [row] = (
      await previewImport(store.context, { realm: 'dev', files: [{ name: 'a.yaml', bytes: strToU8(text) }] })
    ).rows;
    expect(row).toMatchObject({ state: 'refused', line: expect.any(Number) });
  });

  it('names its limit of rows', async () => {
    const text = JSON.stringify(Array.from({ length: 100_000 }, (_, index) => ({ conn_id: `r${index}` })));
    const dto = await refusal(preview(text));
    expect(dto).toMatchObject({ code: 'TOO_LARGE', message: expect.stringContaining('10,000') });
  });
});
