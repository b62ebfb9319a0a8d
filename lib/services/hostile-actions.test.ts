import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { prisma } from '../db/prisma';
import { renameSelf } from './account/rename-self';
import { approveRequest } from './changes/approve-request';
import { refuseRequest } from './changes/refuse-request';
import { withdrawRequest } from './changes/withdraw-request';
import { createConnection, createConnectionInput } from './connections/create-connection';
import { deleteConnections } from './connections/delete-connections';
import { duplicateConnections } from './connections/duplicate-connections';
import { restoreConnections } from './connections/restore-connections';
import { setEnabled } from './connections/set-enabled';
import { updateConnection } from './connections/update-connection';
import type { ServiceContext } from './context';
import { forgetCredentials } from './credentials/forget-credentials';
import { mintCredentials } from './credentials/mint-credentials';
import { refreshReferences } from './credentials/refresh-references';
import { ServiceError } from './errors';
import { restoreVersion } from './history/restore-version';
import { cancelPull } from './lava/cancel-pull';
import { keepHere } from './lava/keep-here';
import { offerRealms } from './lava/offer-realms';
import { retryPublication, startPublication } from './lava/start-publication';
import { startPull } from './lava/start-pull';
import { takeOver } from './lava/take-over';
import { disablePerson } from './people/disable-person';
import { enablePerson } from './people/enable-person';
import { grantRole } from './people/grant-role';
import { invitePerson } from './people/invite-person';
import { resetSignIn } from './people/reset-sign-in';
import { revokeRole } from './people/revoke-role';
import { setPasswordByLink } from './people/set-password-by-link';
import { createFirstAdmin } from './people/set-up';
import { checkRealm } from './realms/check-realm';
import { createRealm } from './realms/create-realm';
import { deleteRealm } from './realms/delete-realm';
import { updateRealm } from './realms/update-realm';
import { switchTesting } from './settings/testing-switch';
import { GOOD_SPEC } from './testing/hostile-input';
import { openFilledStore } from './testing/test-store';
import { warmDialler } from './testing/warm-dialler';
import { cancelTest } from './tests/cancel-test';
import { getRun } from './tests/get-run';
import { startTest } from './tests/start-test';
import { createToken } from './tokens/create-token';
import { revokeToken } from './tokens/revoke-token';
import { importConnections } from './transfer/import-connections';
import { parseUpload } from './transfer/parse-upload';
import { deleteView } from './views/delete-view';
import { saveView } from './views/save-view';
import { checkWorker } from './worker/check-worker';

let store: Awaited<ReturnType<typeof openFilledStore>>;
/** Somebody who may do everything, signed in with a browser. */
let person: ServiceContext & { readonly sessionId: string };
const unhandled: unknown[] = [];
const onUnhandled = (error: unknown) => unhandled.push(error);
const objectAsItWas = Object.getOwnPropertyNames(Object.prototype).join();

beforeAll(async () => {
  process.on('unhandledRejection', onUnhandled);
  vi.stubEnv('TESTS_PER_MINUTE', '99999');
  vi.stubEnv('TESTS_PER_MINUTE_REALM', '99999');
  store = await openFilledStore();
  await warmDialler();
  const ada = await prisma().user.create({ data: { name: 'Ada', email: 'ada@example.com' } });
  person = {
    ...store.context,
    sessionId: randomUUID(),
    actor: { id: ada.id, name: ada.name, roleIn: () => 'admin' },
  };
}, 120_000);
afterAll(async () => {
  process.off('unhandledRejection', onUnhandled);
  await store.close();
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
    fc.oneof(fc.constantFrom(...Object.keys(GOOD_SPEC), 'password', 'secret_id', 'x-a', '__proto__'), text),
    anything,
    { maxKeys: 8 },
  ),
  fc
    .tuple(fc.constantFrom(...Object.keys(GOOD_SPEC), 'description', 'x-a'), anything)
    .map(([key, value]) => ({ ...GOOD_SPEC, [key]: value })),
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

/** Services are handed what their types forbid. */
type Hostile = never;

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
const deletedAt = fc.oneof(fc.dictionary(text, fc.date({ noInvalidDate: true }).map(String)), anything);
const role = fc.oneof(fc.constantFrom('viewer', 'editor', 'admin'), anything);
const somebody = shaped({ id: fc.oneof(fc.uuid(), text, fc.constant('ada')) });
/** Files as a browser may send them, their names anything. */
const part = fc.record({
  field: fc.oneof(
    { weight: 4, arbitrary: fc.constant('file') },
    { weight: 1, arbitrary: fc.constant('chosen') },
    text,
  ),
  name: fc.oneof(fc.constantFrom('a.json', 'a.yaml', 'a.zip', '../a.json', 'folder/a.json'), text),
  content: fc.oneof(
    fc.json(),
    fc.jsonValue({ stringUnit: 'binary' }).map((value) => JSON.stringify([{ ...GOOD_SPEC, 'x-a': value }])),
    text,
    fc.uint8Array({ maxLength: 200 }).map((bytes) => new Uint8Array(bytes)),
    fc.uint8Array({ maxLength: 50 }).map((bytes) => new Uint8Array([0x50, 0x4b, 3, 4, ...bytes])),
    fc.uint8Array({ maxLength: 50 }).map((bytes) => zipSync({ 'a.json': bytes, '../../a.yaml': bytes })),
  ),
  whole: fc.boolean(),
});
const upload = fc.oneof(fc.array(part, { maxLength: 4 }), fc.uint8Array({ maxLength: 200 }));

type Upload = typeof upload extends fc.Arbitrary<infer Sent> ? Sent : never;

/** The body as the server gets it. */
function bodyOf(sent: Upload): Response {
  if (!Array.isArray(sent)) {
    return new Response(sent, { headers: { 'content-type': 'multipart/form-data; boundary=x' } });
  }
  const form = new FormData();
  for (const { field, name, content, whole } of sent) {
    if (whole && typeof content === 'string') form.append(field, content);
    else form.append(field, new Blob([content]), name);
  }
  return new Response(form);
}

const simple = <T extends z.ZodType>(schema: T, input: unknown) => {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw new ServiceError('INVALID_INPUT', 'refused by the action');
  return parsed.data;
};

const SERVICES: Record<
  string,
  [input: fc.Arbitrary<unknown>, call: (input: Hostile) => Promise<unknown>, runs?: number]
> = {
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
  restoreConnections: [
    shaped({ realm, connIds, deletedAt }),
    (input) => restoreConnections(store.context, input),
  ],
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
  getRun: [
    fc.tuple(realm, text),
    (input) => {
      const [realmName, runId] = z.tuple([z.string(), z.string()]).catch(['', '']).parse(input);
      return getRun(store.context, realmName, runId);
    },
  ],
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
  cancelPull: [shaped({ realm, pullId: text }), (input) => cancelPull(store.context, input)],
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
  setUp: [
    shaped({ token: text, name: text, email: fc.oneof(fc.emailAddress(), text), password: text }),
    (input) => createFirstAdmin(store.context, input),
  ],
  setPassword: [shaped({ token: text, password: text }), (input) => setPasswordByLink(store.context, input)],
  invitePerson: [
    shaped({
      name: text,
      email: fc.oneof(fc.emailAddress(), text),
      grants: fc.oneof(fc.array(fc.record({ realm: text, role }), { maxLength: 2 }), anything),
    }),
    (input) => invitePerson(store.context, input),
  ],
  grantRole: [
    shaped({
      person: fc.oneof(fc.uuid(), text),
      realm: fc.oneof(realm, fc.constant(null)),
      role,
      before: role,
    }),
    (input) => grantRole(store.context, input),
  ],
  disablePerson: [somebody, (input) => disablePerson(store.context, input)],
  enablePerson: [somebody, (input) => enablePerson(store.context, input)],
  resetSignIn: [somebody, (input) => resetSignIn(store.context, input)],
  rename: [shaped({ name: text }), (input) => renameSelf(person, input)],
  revokeToken: [somebody, (input) => revokeToken(person, input)],
  checkRealm: [
    shaped({ realm: text }),
    async (input) => checkRealm(store.context, simple(z.strictObject({ realm: z.string() }), input)),
  ],
  refreshReferences: [
    shaped({ realm: text }),
    async (input) => refreshReferences(store.context, simple(z.strictObject({ realm: z.string() }), input)),
  ],
  'an upload, imported': [
    upload,
    async (sent) => {
      const { files, chosen, note } = await parseUpload(bodyOf(sent));
      await importConnections(store.context, { realm: 'dev', files, chosen, note });
    },
    // Each is read in a thread of its own.
    20,
  ],
  revokeRole: [shaped({ grant: fc.oneof(fc.uuid(), text) }), (input) => revokeRole(store.context, input)],
  createToken: [
    shaped({ name: text, realm, role, days: fc.oneof(fc.integer(), anything) }),
    (input) => createToken(person, input),
  ],
  createRealm: [hostileRealm, (input) => createRealm(store.context, input)],
  updateRealm: [shaped({ version, realm: hostileRealm }), (input) => updateRealm(store.context, input)],
  deleteRealm: [shaped({ realm, confirmation: text, version }), (input) => deleteRealm(store.context, input)],
  offerRealms: [
    shaped({ region: text, roleArn: text, externalId: text }),
    (input) => offerRealms(store.context, input),
  ],
  switchTesting: [
    shaped({ on: fc.oneof(fc.constant(true), anything), seen: text, reason: text }).filter(
      (input) => Reflect.get(Object(input), 'on') !== false,
    ),
    (input) => switchTesting(store.context, input),
  ],
};

/** What the server actions are called, without `Action`. */
async function actionNames(): Promise<string[]> {
  const app = path.resolve(import.meta.dirname, '../../app');
  const files = (await readdir(app, { recursive: true })).filter((file) => /actions\.ts$/.test(file));
  const texts = await Promise.all(files.map((file) => readFile(path.join(app, file), 'utf8')));
  return texts.flatMap((text) =>
    [...text.matchAll(/^export const (\w+)Action = /gm)].map(([, name = '']) => name),
  );
}

it('every server action is tried', async () => {
  const names = await actionNames();
  expect(names.length).toBeGreaterThan(40);
  // What tests take is tried in hostile-input.test.ts; signing out elsewhere takes nothing.
  const elsewhere = ['startTest', 'endOtherSessions'];
  expect(names.filter((name) => !(name in SERVICES)).sort()).toEqual(elsewhere.sort());
});

describe('whatever is sent, it is carried out or refused with words', () => {
  it.each(Object.entries(SERVICES))('%s', async (_, [input, call, runs = 60]) => {
    const outcomes = new Set<string>();
    await fc.assert(
      fc.asyncProperty(input, async (value) => {
        // What an action takes has been through Flight or JSON: no accessors, no foreign prototypes.
        const error = await (async () => call(value as Hostile))().then(
          () => null,
          (thrown: unknown) => thrown,
        );
        if (error !== null && !(error instanceof ServiceError)) throw error;
        if (error) expect(error.message.length).toBeLessThan(600);
        outcomes.add(error?.code ?? 'done');
        expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(objectAsItWas);
      }),
      // What is no object at all is rare among the generated ones.
      { numRuns: runs, examples: [[null], [undefined], [[]], ['']] },
    );
    expect(unhandled).toEqual([]);
    // Who is let in nowhere would show nothing.
    expect([...outcomes]).not.toEqual(['FORBIDDEN']);
  });
});
