import fc from 'fast-check';
import { strToU8 } from 'fflate';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { prisma } from '../db/prisma';
import { approveRequest } from './changes/approve-request';
import { refuseRequest } from './changes/refuse-request';
import { withdrawRequest } from './changes/withdraw-request';
import { createConnection, createConnectionInput } from './connections/create-connection';
import { deleteConnections } from './connections/delete-connections';
import { duplicateConnections } from './connections/duplicate-connections';
import { getConnection } from './connections/get-connection';
import { restoreConnections } from './connections/restore-connections';
import { setEnabled } from './connections/set-enabled';
import { updateConnection } from './connections/update-connection';
import { forgetCredentials } from './credentials/forget-credentials';
import { mintCredentials } from './credentials/mint-credentials';
import { type ErrorDto, ServiceError } from './errors';
import { restoreVersion } from './history/restore-version';
import { keepHere } from './lava/keep-here';
import { offerRealms } from './lava/offer-realms';
import { retryPublication, startPublication } from './lava/start-publication';
import { startPull } from './lava/start-pull';
import { takeOver } from './lava/take-over';
import { grantRole } from './people/grant-role';
import { invitePerson } from './people/invite-person';
import { revokeRole } from './people/revoke-role';
import { setPasswordByLink } from './people/set-password-by-link';
import { createFirstAdmin } from './people/set-up';
import { createRealm } from './realms/create-realm';
import { deleteRealm } from './realms/delete-realm';
import { updateRealm } from './realms/update-realm';
import { switchTesting } from './settings/testing-switch';
import { openFilledStore } from './testing/test-store';
import { warmDialler } from './testing/warm-dialler';
import { cancelTest } from './tests/cancel-test';
import { getRun } from './tests/get-run';
import { startTest } from './tests/start-test';
import { createToken } from './tokens/create-token';
import { importConnections } from './transfer/import-connections';
import { previewImport } from './transfer/preview-import';
import { deleteView } from './views/delete-view';
import { saveView } from './views/save-view';
import { checkWorker } from './worker/check-worker';

let store: Awaited<ReturnType<typeof openFilledStore>>;
const unhandled: unknown[] = [];
const onUnhandled = (error: unknown) => unhandled.push(error);
const objectAsItWas = Object.getOwnPropertyNames(Object.prototype).join();

beforeAll(async () => {
  process.on('unhandledRejection', onUnhandled);
  vi.stubEnv('TESTS_PER_MINUTE', '99999');
  vi.stubEnv('TESTS_PER_MINUTE_REALM', '99999');
  store = await openFilledStore();
  await warmDialler();
});
afterAll(async () => {
  process.off('unhandledRejection', onUnhandled);
  await store.close();
});

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
  if (typeof value === 'string' && value.length > 80) expect(told).not.toContain(value.slice(0, 81));
}

const PORTS = ['', '0', '65536', '-1', ' 5439 ', '1e3', '0x10', '5439abc', true, '５４３９', 0, 65_536, -1];
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
    'keeps %s %s as it is, or refuses it, and never dials it',
    async (field, _, value, connId) => {
      const row = rows.find((one) => one.connId === connId);
      expect(row?.file).toBe('specs.json');
      if (row?.state === 'refused') return expect(row.reason).toBeTruthy();
      expect(Reflect.get((await getConnection(store.context, 'dev', connId)).spec, field)).toEqual(value);
      if (field === 'port') {
        expect(row?.findings.map(({ code }) => code).join()).toMatch(/PORT_/);
      }
      const { runId } = await startTest(store.context, { realm: 'dev', connId });
      await vi.waitFor(async () => {
        const run = await getRun(store.context, 'dev', runId);
        expect(run.state).toBe('finished');
        const dialled = run.stages.find(({ stage }) => stage === 'tcp');
        if (dialled?.state === 'passed') expect(Number(value)).toBe(5439);
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

/** Strings that mean something to somebody: paths, SQL, prototypes, halves of characters, other scripts. */
const text = fc.oneof(
  fc.constantFrom(
    'dev',
    'prod',
    'etl-warehouse',
    'reporting/finance',
    '__proto__',
    'constructor',
    'toString',
    '../..',
    "' or 1=1 --",
    '\0',
    '\uD800',
    '\u202E',
    '％',
    '',
    '00000000-0000-4000-8000-000000000000',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const anything: fc.Arbitrary<unknown> = fc.oneof(
  fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, withMap: true }),
  fc.jsonValue({ stringUnit: 'binary' }),
  text,
  fc.array(text, { maxLength: 3 }),
  fc.integer(),
  fc.boolean(),
);
const hostileSpec = fc.oneof(
  anything,
  fc.dictionary(
    fc.oneof(fc.constantFrom(...Object.keys(GOOD), 'password', 'secret_id', 'x-a', '__proto__'), text),
    anything,
    { maxKeys: 8 },
  ),
  fc
    .tuple(fc.constantFrom(...Object.keys(GOOD), 'description', 'x-a'), anything)
    .map(([key, value]) => ({ ...GOOD, [key]: value })),
);
const hostileRealm = fc.dictionary(
  fc.constantFrom(
    'name',
    'account',
    'region',
    'roleArn',
    'kmsAlias',
    'workerRoleArns',
    'readOnly',
    '__proto__',
  ),
  anything,
);

const shaped = (fields: Record<string, fc.Arbitrary<unknown>>) =>
  fc.oneof(
    { weight: 1, arbitrary: anything },
    { weight: 1, arbitrary: fc.record({ ...fields, [String('role')]: anything }) },
    { weight: 6, arbitrary: fc.record(fields) },
  );
const realm = fc.oneof({ weight: 3, arbitrary: fc.constant('dev') }, { weight: 1, arbitrary: text });
const connIds = fc.oneof(fc.array(text, { maxLength: 3 }), anything);
const version = fc.oneof(fc.integer(), fc.double(), anything);
const versions = fc.oneof(fc.dictionary(text, fc.integer()), anything);
const role = fc.oneof(fc.constantFrom('viewer', 'editor', 'admin'), anything);
const simple = <T extends z.ZodType>(schema: T, input: unknown) => {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw new ServiceError('INVALID_INPUT', 'refused by the action');
  return parsed.data;
};

// biome-ignore lint/suspicious/noExplicitAny: the point is to hand services what their types forbid.
type Hostile = any;
const SERVICES: Record<string, [input: fc.Arbitrary<unknown>, call: (input: Hostile) => Promise<unknown>]> = {
  createConnection: [
    shaped({ realm, spec: hostileSpec }),
    (input) => createConnection(store.context, simple(createConnectionInput, input)),
  ],
  updateConnection: [
    shaped({ realm, connId: text, version, spec: hostileSpec }),
    (input) => updateConnection(store.context, input),
  ],
  deleteConnections: [
    shaped({ realm: fc.constant('none'), connIds, confirmation: text, versions }),
    (input) => deleteConnections(store.context, input),
  ],
  duplicateConnections: [shaped({ realm, connIds }), (input) => duplicateConnections(store.context, input)],
  restoreConnections: [shaped({ realm, connIds }), (input) => restoreConnections(store.context, input)],
  setEnabled: [
    shaped({ realm, connIds, enabled: anything, versions }),
    (input) => setEnabled(store.context, input),
  ],
  'startTest of a draft': [
    shaped({ realm, draft: fc.oneof(anything, fc.dictionary(text, anything)), draftOf: text }),
    (input) => startTest(store.context, input),
  ],
  cancelTest: [
    shaped({ realm, runId: text }),
    async (input) =>
      cancelTest(store.context, simple(z.strictObject({ realm: z.string(), runId: z.string() }), input)),
  ],
  getRun: [fc.tuple(realm, text), (input) => getRun(store.context, String(input?.[0]), String(input?.[1]))],
  mintCredentials: [
    shaped({ realm, connId: text.filter((id) => id !== 'etl-warehouse') }),
    (input) => mintCredentials(store.context, input),
  ],
  forgetCredentials: [shaped({ realm, id: text }), (input) => forgetCredentials(store.context, input)],
  checkWorker: [
    shaped({ realm, draft: hostileSpec, draftOf: text }),
    (input) => checkWorker(store.context, input),
  ],
  saveView: [shaped({ realm, name: text, query: text }), (input) => saveView(store.context, input)],
  deleteView: [shaped({ realm, name: text }), (input) => deleteView(store.context, input)],
  startPull: [shaped({ realm: text, takeOver: anything }), (input) => startPull(store.context, input)],
  takeOver: [
    shaped({
      realm,
      items: fc.oneof(
        fc.constant('safe'),
        fc.array(fc.record({ connId: text, version, token: text }), { maxLength: 3 }),
        anything,
      ),
    }),
    (input) => takeOver(store.context, input),
  ],
  keepHere: [
    shaped({
      realm,
      connId: text,
      version: fc.oneof(fc.constant(null), version),
      token: fc.oneof(text, fc.constant(null)),
      merged: fc.oneof(fc.constant(undefined), fc.record({ spec: hostileSpec }), anything),
    }),
    (input) => keepHere(store.context, input),
  ],
  startPublication: [
    shaped({ realm, items: fc.array(fc.record({ connId: text, version, token: text }), { maxLength: 2 }) }),
    (input) => startPublication(store.context, input),
  ],
  retryPublication: [
    shaped({ realm, publicationId: text }),
    (input) => retryPublication(store.context, input),
  ],
  restoreVersion: [
    shaped({ realm, connId: text, version, to: version, note: fc.oneof(fc.constant(undefined), text) }),
    (input) => restoreVersion(store.context, input),
  ],
  approveRequest: [
    shaped({ realm, id: fc.oneof(text, fc.uuid()), token: fc.oneof(fc.constant(null), text) }),
    (input) => approveRequest(store.context, input),
  ],
  refuseRequest: [
    shaped({ realm, id: fc.oneof(text, fc.uuid()), note: text }),
    (input) => refuseRequest(store.context, input),
  ],
  withdrawRequest: [
    shaped({ realm, id: fc.oneof(text, fc.uuid()) }),
    (input) => withdrawRequest(store.context, input),
  ],
  createFirstAdmin: [
    shaped({ token: text, name: text, email: fc.oneof(fc.emailAddress(), text), password: text }),
    (input) => createFirstAdmin(store.context, input),
  ],
  setPasswordByLink: [
    shaped({ token: text, password: text }),
    (input) => setPasswordByLink(store.context, input),
  ],
  invitePerson: [
    shaped({
      name: text,
      email: fc.oneof(fc.emailAddress(), text),
      grants: fc.oneof(fc.array(fc.record({ realm: text, role }), { maxLength: 2 }), anything),
    }),
    (input) => invitePerson(store.context, input),
  ],
  grantRole: [
    shaped({ person: fc.oneof(fc.uuid(), text), realm: fc.oneof(realm, fc.constant(null)), role }),
    (input) => grantRole(store.context, input),
  ],
  revokeRole: [shaped({ grant: fc.oneof(fc.uuid(), text) }), (input) => revokeRole(store.context, input)],
  createToken: [
    shaped({ name: text, realm, role, days: fc.oneof(fc.integer(), anything) }),
    (input) => createToken(store.context, input),
  ],
  createRealm: [hostileRealm, (input) => createRealm(store.context, input)],
  updateRealm: [shaped({ version, realm: hostileRealm }), (input) => updateRealm(store.context, input)],
  deleteRealm: [shaped({ realm, confirmation: text }), (input) => deleteRealm(store.context, input)],
  offerRealms: [
    shaped({ region: text, roleArn: text, externalId: text }),
    (input) => offerRealms(store.context, input),
  ],
  switchTesting: [
    shaped({ on: fc.oneof(fc.constant(true), anything), reason: text }).filter(
      (input) => Reflect.get(Object(input), 'on') !== false,
    ),
    (input) => switchTesting(store.context, input),
  ],
};

describe('whatever is sent, it is carried out or refused with words', () => {
  it.each(Object.entries(SERVICES))('%s', async (_, [input, call]) => {
    await fc.assert(
      fc.asyncProperty(input, async (value) => {
        // What an action takes has been through Flight or JSON: no accessors, no foreign prototypes.
        const error = await (async () => call(value))().then(
          () => null,
          (thrown: unknown) => thrown,
        );
        if (error !== null && !(error instanceof ServiceError)) throw error;
        if (error) expect(error.message.length).toBeLessThan(600);
        expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(objectAsItWas);
      }),
      // What is no object at all is rare among the generated ones.
      { numRuns: 60, examples: [[null], [undefined], [[]], ['']] },
    );
    expect(unhandled).toEqual([]);
  });
});
