import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prisma } from '../db/prisma';
import { approveRequest } from './changes/approve-request';
import { getRequest } from './changes/get-request';
import { refuseRequest } from './changes/refuse-request';
import { withdrawRequest } from './changes/withdraw-request';
import type { ServiceContext } from './context';
import { forgetCredentials } from './credentials/forget-credentials';
import { cancelPull } from './lava/cancel-pull';
import { getPublication, retryPublication } from './lava/start-publication';
import { progressKey } from './progress/followed';
import { getProgress } from './progress/get-progress';
import { runtime } from './runtime';
import { openFilledStore } from './testing/test-store';
import { cancelTest } from './tests/cancel-test';
import { getRun } from './tests/get-run';
import { revokeToken } from './tokens/revoke-token';
import { deleteView } from './views/delete-view';
import { listViews } from './views/list-views';

let store: Awaited<ReturnType<typeof openFilledStore>>;
/** What dev holds, by its kind. */
let ids: Record<Kind, string>;

type Kind =
  | 'request'
  | 'stored run'
  | 'run of this process'
  | 'run of another process'
  | 'publication'
  | 'pull'
  | 'credentials'
  | 'progress'
  | 'view'
  | 'token';

/** Whose everything is: an admin of dev, and somebody who is admin of prod only and has the same id. */
const SELF = randomUUID();
const inRealm = (realm: string): ServiceContext & { readonly sessionId: string } => ({
  ...store.context,
  sessionId: randomUUID(),
  actor: { id: SELF, name: 'Self', roleIn: (name) => (name === realm ? 'admin' : null) },
});

beforeAll(async () => {
  store = await openFilledStore();
  const { id: realmId } = await prisma().realm.findUniqueOrThrow({ where: { name: 'dev' } });
  const place = { realmId, connId: 'crm-sync' };
  const now = new Date();
  const under = { startedAt: now, beatAt: now, actor: 'Self' };
  const owner = await prisma().user.create({ data: { name: 'Owner', email: 'owner@example.com' } });
  const made = {
    request: prisma().changeRequest.create({
      data: { ...place, action: 'delete', baseVersion: 1, requestedBy: 'Self', requestedById: SELF },
    }),
    'stored run': prisma().testRun.create({
      data: {
        ...place,
        specVersion: 1,
        outcome: 'passed',
        ok: true,
        verdict: 'It works.',
        stages: [],
        findings: [],
        startedAt: now,
        durationMs: 1,
        actor: 'Self',
      },
    }),
    'run of another process': prisma().runningTest.create({
      data: {
        ...place,
        id: randomUUID(),
        draft: false,
        beganAt: now,
        expiresAt: new Date(now.getTime() + 600_000),
      },
    }),
    publication: prisma().publication.create({
      data: {
        ...under,
        realmId,
        state: 'finished',
        items: { create: { position: 0, connId: 'crm-sync', action: 'update', state: 'failed', version: 1 } },
      },
    }),
    pull: prisma().pull.create({ data: { ...under, realmId, state: 'running' } }),
    credentials: prisma().mintedCredential.create({
      data: {
        ...place,
        method: 'iam',
        cluster: 'c',
        database: 'd',
        returnedUser: 'u',
        durationSeconds: 900,
        mintedAt: now,
        expiresAt: new Date(now.getTime() + 600_000),
        actor: 'Self',
      },
    }),
    view: prisma().savedView.create({ data: { realmId, actor: SELF, name: 'mine', query: '' } }),
    token: prisma().apiToken.create({
      data: {
        realmId,
        userId: owner.id,
        name: 'ci',
        hash: 'hash',
        start: 'lava_123456',
        role: 'viewer',
        expiresAt: new Date(now.getTime() + 600_000),
      },
    }),
  };
  const entries = Object.entries(made).map(async ([kind, row]) => [kind, (await row).id]);
  const test = { ...place, id: randomUUID(), draft: false, startedAt: now.toISOString() };
  runtime().tests.begin(test);
  const progress = randomUUID();
  runtime().progress.set(progressKey({ id: realmId }, progress), { done: 1, total: 2 });
  ids = {
    ...Object.fromEntries(await Promise.all(entries)),
    view: 'mine',
    'run of this process': test.id,
    progress,
  };
});
afterAll(() => store.close());

type Verb = (context: ReturnType<typeof inRealm>, realm: string, id: string) => Promise<unknown>;

/** Every verb that takes the id of something, and what it is. */
const VERBS: readonly [string, Kind, Verb][] = [
  ['getRequest', 'request', (context, realm, id) => getRequest(context, realm, id)],
  ['approveRequest', 'request', (context, realm, id) => approveRequest(context, { realm, id })],
  ['refuseRequest', 'request', (context, realm, id) => refuseRequest(context, { realm, id, note: 'no' })],
  ['withdrawRequest', 'request', (context, realm, id) => withdrawRequest(context, { realm, id })],
  ['getRun', 'stored run', getRun],
  ['getRun', 'run of this process', getRun],
  ['getRun', 'run of another process', getRun],
  ['cancelTest', 'run of another process', (context, realm, runId) => cancelTest(context, { realm, runId })],
  ['getPublication', 'publication', getPublication],
  [
    'retryPublication',
    'publication',
    (context, realm, publicationId) => retryPublication(context, { realm, publicationId }),
  ],
  ['cancelPull', 'pull', (context, realm, pullId) => cancelPull(context, { realm, pullId })],
  ['forgetCredentials', 'credentials', (context, realm, id) => forgetCredentials(context, { realm, id })],
  ['getProgress', 'progress', getProgress],
  ['deleteView', 'view', (context, realm, name) => deleteView(context, { realm, name })],
  ['revokeToken', 'token', (context, _realm, id) => revokeToken(context, { id })],
];

/** What a verb answers, or how it refuses. */
function answer(verb: Verb, realm: string, id: string): Promise<unknown> {
  return verb(inRealm(realm), realm, id).then(
    (value) => ({ value }),
    ({ code, message }) => ({ code, message: message.replaceAll(id, 'ID') }),
  );
}

describe('what is in one realm', () => {
  it.each(VERBS)('answers %s in another as if it were nowhere: %s', async (_, kind, verb) => {
    const foreign = await answer(verb, 'prod', ids[kind]);
    expect(foreign).toEqual(await answer(verb, 'prod', randomUUID()));
    expect(JSON.stringify(foreign)).toMatch(/NOT_FOUND|CONFLICT|INVALID_INPUT|:false|:null/);
  });

  it('is still there afterwards, for who has a role in its realm', async () => {
    const own = inRealm('dev');
    expect(await getRequest(own, 'dev', ids.request)).toMatchObject({ state: 'open' });
    for (const kind of ['stored run', 'run of this process', 'run of another process'] as const)
      expect(await getRun(own, 'dev', ids[kind])).toMatchObject({ id: ids[kind] });
    expect(await getPublication(own, 'dev', ids.publication)).toMatchObject({ items: [{ state: 'failed' }] });
    expect(await getProgress(own, 'dev', ids.progress)).toEqual({ done: 1, total: 2 });
    expect((await listViews(own, 'dev')).map(({ name }) => name)).toEqual(['mine']);
    expect(await listViews(inRealm('prod'), 'prod')).toEqual([]);
    expect(await cancelTest(own, { realm: 'dev', runId: ids['run of another process'] })).toEqual({
      cancelled: true,
    });
    expect(await forgetCredentials(own, { realm: 'dev', id: ids.credentials })).toBeTruthy();
    expect(await prisma().apiToken.findUnique({ where: { id: ids.token } })).toMatchObject({
      revokedAt: null,
    });
    expect(await cancelPull(own, { realm: 'dev', pullId: ids.pull })).toEqual({ cancelled: ids.pull });
  });
});
