import { strToU8 } from 'fflate';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { prisma } from '../db/prisma';
import { createLog, log } from '../log';
import { createConnection } from './connections/create-connection';
import { getConnection } from './connections/get-connection';
import { updateConnection } from './connections/update-connection';
import { type ErrorDto, ServiceError } from './errors';
import {
  DIALLED_PORTS,
  GOOD_SPEC,
  HOSTILE_FIELDS,
  HOSTILE_FILES,
  PROTOTYPE_KEYS,
  REFUSED_HOSTS,
  TOO_MANY_ROWS,
} from './testing/hostile-input';
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

async function refusal(promise: Promise<unknown>): Promise<ErrorDto> {
  const error = await promise.then(
    () => new Error('It was not refused.'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof ServiceError) return error.toDto();
  throw error;
}

const files = (text: string, name = 'specs.json') => [{ name, bytes: strToU8(text) }];
const preview = async (text: string, name?: string) =>
  (await previewImport(store.context, { realm: 'dev', files: files(text, name) })).rows;

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

const shown = HOSTILE_FIELDS.map(
  ({ field, value }) => [field, String(JSON.stringify(value)).slice(0, 40), value] as const,
);

describe('the form refuses', () => {
  it('a key of 5,000 characters, and repeats its beginning only', async () => {
    const long = 'k'.repeat(5_000);
    const { spec: stored, version } = await getConnection(store.context, 'dev', 'etl-warehouse');
    const update = { realm: 'dev', connId: 'etl-warehouse', version };
    const save = (more: object) =>
      updateConnection(store.context, JSON.parse(JSON.stringify({ ...update, ...more })));
    for (const attempt of [
      () => createConnection(store.context, { realm: 'dev', spec: { ...GOOD_SPEC, [long]: 1 } }),
      () => createConnection(store.context, { realm: 'dev', spec: { ...GOOD_SPEC, [`x-${long}`]: 'a\0b' } }),
      () =>
        createConnection(store.context, {
          realm: 'dev',
          spec: { ...GOOD_SPEC, type: 'mysql', [long]: { b: ['\0'] } },
        }),
      () => save({ spec: { ...stored, [long]: 1 } }),
      () => save({ spec: stored, [long]: 1 }),
      () => save({ spec: stored, [long]: 1, [`more-${long}`]: 2 }),
    ]) {
      const told = JSON.stringify(await refusal(attempt()));
      expect(told).not.toContain(long.slice(0, 81));
      expect(told.length).toBeLessThan(500);
    }
  });

  it.each(shown)('%s %s, when it creates, changes and tests a draft', async (field, _, value) => {
    const spec = { ...GOOD_SPEC, [field]: z.json().parse(value) };
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

  it.each(PROTOTYPE_KEYS)('the keys of %s', async (extra) => {
    const spec = { ...GOOD_SPEC, ...JSON.parse(extra) };
    Object.defineProperty(spec, '__proto__', { value: {}, enumerable: true });
    expect((await refusal(createConnection(store.context, { realm: 'dev', spec }))).code).toBe(
      'INVALID_INPUT',
    );
    expect(Reflect.get({}, 'admin')).toBeUndefined();
  });

  it('unknown keys beside what an action takes', async () => {
    const input = { realm: 'dev', spec: GOOD_SPEC, role: 'admin' };
    expect((await refusal(createConnection(store.context, input))).code).toBe('INVALID_INPUT');
    const test = { realm: 'dev', connId: 'etl-warehouse', version: 1 };
    expect((await refusal(startTest(store.context, test))).code).toBe('INVALID_INPUT');
  });
});

describe('the host policy stops the test of', () => {
  it.each(REFUSED_HOSTS)('%s, before it is dialled and without telling the address', async (host) => {
    const draft = { ...GOOD_SPEC, host, cluster_id: 'analytics-dev' };
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
  // What else is kept means nothing to lava, and is dialled as it would be without.
  const READ = ['port', 'host', 'password_duration'];
  const KEPT = HOSTILE_FIELDS.filter(
    ({ field, imported }) => imported === 'kept' && READ.includes(field),
  ).map(({ field, value }, index) => [field, JSON.stringify(value), value, `imported/${index}`] as const);

  let rows: Awaited<ReturnType<typeof preview>>;

  beforeAll(async () => {
    const text = JSON.stringify(
      KEPT.map(([field, , value, connId]) => ({
        ...GOOD_SPEC,
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
        const dialled = field === 'port' && DIALLED_PORTS.includes(value);
        expect(tcp?.state).toBe(dialled ? 'failed' : 'not-run');
      }, 20_000);
    },
  );

  it('keeps hosts at which the host policy stops a test, and a test of them dials nothing', async () => {
    const hosts = [...REFUSED_HOSTS, '[::ffff:a9fe:a9fe]', 'fe80::1%eth0'];
    const specs = hosts.map((host, at) => ({ ...GOOD_SPEC, conn_id: `refused/${at}`, host }));
    const text = JSON.stringify(specs.map((spec) => ({ ...spec, cluster_id: 'analytics-dev' })));
    const chosen = specs.map(({ conn_id }) => ({ connId: conn_id, version: null }));
    const { created } = await importConnections(store.context, { realm: 'dev', files: files(text), chosen });
    expect(created).toHaveLength(hosts.length);
    for (const { conn_id: connId, host } of specs) {
      expect((await getConnection(store.context, 'dev', connId)).spec).toMatchObject({ host });
      const { runId } = await startTest(store.context, { realm: 'dev', connId });
      await vi.waitFor(async () => {
        const run = await getRun(store.context, 'dev', runId);
        expect(run.result?.failedStage, host).toBe('dns');
        expect(run.result?.failedCode, host).toMatch(/^HOST_(REFUSED|MALFORMED)$/);
        expect(run.stages.find(({ stage }) => stage === 'tcp')?.state, host).toBe('not-run');
      }, 20_000);
    }
  });

  it.each(HOSTILE_FILES)('refuses $what, with the place', async ({ name, text }) => {
    const rows = await preview(text, name);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      expect(row).toMatchObject({ state: 'refused', line: expect.any(Number), column: expect.any(Number) });
      expect(row.reason).not.toContain('hunter2');
      expect(row.reason?.length).toBeLessThan(400);
    }
    expect(Reflect.get({}, 'admin')).toBeUndefined();
  });

  it('names its limit of rows', async () => {
    const dto = await refusal(preview(TOO_MANY_ROWS));
    expect(dto).toMatchObject({ code: 'TOO_LARGE', message: expect.stringContaining('10,000') });
  });
});

it('a password that was pasted where its reference belongs is in no line of the log', async () => {
  const pasted = 'CANARY of "hunter2" is my password!';
  const lines: string[] = [];
  const kept = createLog({ write: (line) => void lines.push(line) });
  kept.level = 'trace';
  for (const level of ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const)
    vi.spyOn(log, level).mockImplementation(kept[level].bind(kept));
  const spec = { ...GOOD_SPEC, password: pasted };
  const { spec: stored, version } = await getConnection(store.context, 'dev', 'etl-warehouse');
  const changed = { ...JSON.parse(JSON.stringify(stored)), password: pasted };
  const update = { realm: 'dev', connId: 'etl-warehouse', version, spec: changed };
  for (const refuse of [
    () => createConnection(store.context, { realm: 'dev', spec }),
    () => updateConnection(store.context, update),
    () => startTest(store.context, { realm: 'dev', draft: spec }),
  ]) {
    const error = await refuse().catch((thrown: unknown) => thrown);
    // As an action or a route logs what it did not expect.
    log.error({ err: error }, 'refused');
  }
  expect(await preview(JSON.stringify([spec]))).toMatchObject([{ state: 'refused' }]);
  vi.restoreAllMocks();
  expect(lines.length).toBeGreaterThanOrEqual(3);
  expect(lines.join('\n')).not.toMatch(/CANARY|hunter2/);
});
