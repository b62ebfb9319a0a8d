import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ACTIONS, ROUTES } from '../../../e2e/matrix-table';
import { prisma } from '../../db/prisma';
import { endOtherSessions } from '../account/end-other-sessions';
import { renameSelf } from '../account/rename-self';
import { approveRequest } from '../changes/approve-request';
import { refuseRequest } from '../changes/refuse-request';
import { withdrawRequest } from '../changes/withdraw-request';
import { createConnection } from '../connections/create-connection';
import { duplicateConnections } from '../connections/duplicate-connections';
import { getConnection } from '../connections/get-connection';
import { updateConnection } from '../connections/update-connection';
import type { ServiceContext } from '../context';
import { forgetCredentials } from '../credentials/forget-credentials';
import { mintCredentials } from '../credentials/mint-credentials';
import { refreshReferences } from '../credentials/refresh-references';
import { restoreVersion } from '../history/restore-version';
import { cancelPull } from '../lava/cancel-pull';
import { keepHere } from '../lava/keep-here';
import { publish, retryPublication, startPublication } from '../lava/start-publication';
import { startPull } from '../lava/start-pull';
import { takeOver } from '../lava/take-over';
import { threeWay } from '../lava/three-way';
import { disablePerson } from '../people/disable-person';
import { enablePerson } from '../people/enable-person';
import { grantRole } from '../people/grant-role';
import { invitePerson } from '../people/invite-person';
import { resetSignIn } from '../people/reset-sign-in';
import { revokeRole } from '../people/revoke-role';
import { setPasswordByLink } from '../people/set-password-by-link';
import { createFirstAdmin, makeSetUpLink } from '../people/set-up';
import { checkRealm } from '../realms/check-realm';
import { createRealm } from '../realms/create-realm';
import { deleteRealm } from '../realms/delete-realm';
import { getRealm } from '../realms/get-realm';
import { updateRealm } from '../realms/update-realm';
import { switchTesting } from '../settings/testing-switch';
import { deleteNow, restoreNow, setEnabledNow } from '../testing/as-seen';
import { openFilledStore } from '../testing/test-store';
import { cancelTest } from '../tests/cancel-test';
import { getRun } from '../tests/get-run';
import { startTest } from '../tests/start-test';
import { createToken } from '../tokens/create-token';
import { revokeToken } from '../tokens/revoke-token';
import { importConnections } from '../transfer/import-connections';
import { deleteView } from '../views/delete-view';
import { saveView } from '../views/save-view';
import { checkWorker } from '../worker/check-worker';
import { everythingStored, whileEventsAreRefused } from './unrecorded.fixture';

let store: Awaited<ReturnType<typeof openFilledStore>>;
/** What was tried, by the name of the action or the address of the route handler. */
const tried: string[] = [];

beforeAll(async () => {
  store = await openFilledStore();
});
afterAll(() => store.close());

type Attempts = Readonly<Record<string, () => Promise<unknown>>>;

/** Tries each while the database refuses every event: nothing may be stored, and AWS not asked but for `facts`. */
async function tryUnrecorded(attempts: Attempts, { facts = [] }: { facts?: readonly string[] } = {}) {
  const before = await everythingStored();
  await whileEventsAreRefused(async () => {
    for (const [name, attempt] of Object.entries(attempts)) {
      tried.push(name);
      const calls = store.sandbox.aws.calls().length;
      const error = await attempt().then(
        () => null,
        (thrown: unknown) => thrown,
      );
      // Not a refusal with words, which would have come before anything was tried.
      expect(String(error), name).toContain('full');
      if (!facts.includes(name)) expect(store.sandbox.aws.calls().length, name).toBe(calls);
    }
  });
  expect(await everythingStored()).toEqual(before);
}

const realm = 'dev';
const spec = {
  conn_id: 'not/recorded',
  type: 'redshift',
  enabled: true,
  host: 'h.example.com',
  port: 5439,
  database: 'd',
  user: 'u',
};
const realmForm = (name: string) => ({
  name,
  description: '',
  account: '123456789012',
  region: 'eu-west-1',
  roleArn: '',
  externalId: '',
  kmsAlias: 'alias/lava-lab-sys',
  passwordDuration: '15m',
  protected: false,
});
const tokenOf = ({ path }: { readonly path: string }) => path.split('/').at(-1) ?? '';

async function connectionAttempts(): Promise<Attempts> {
  const context = store.context;
  const { spec: before, version } = await getConnection(context, realm, 'crm-sync');
  const changed = { ...JSON.parse(JSON.stringify(before)), description: 'Changed once.' };
  await updateConnection(context, { realm, connId: 'crm-sync', version, spec: changed });
  const now = version + 1;
  await duplicateConnections(context, { realm, connIds: ['crm-sync'] });
  await deleteNow(context, { realm, connIds: ['crm-sync-copy'] });
  await saveView(context, { realm, name: 'kept', query: '' });
  const bytes = new TextEncoder().encode(JSON.stringify([spec]));
  const one = { realm, connIds: ['crm-sync'] };
  return {
    createConnectionAction: () => createConnection(context, { realm, spec }),
    updateConnectionAction: () =>
      updateConnection(context, {
        realm,
        connId: 'crm-sync',
        version: now,
        spec: { ...changed, description: 'Changed twice.' },
      }),
    setEnabledAction: () => setEnabledNow(context, { ...one, enabled: false }),
    restoreVersionAction: () =>
      restoreVersion(context, { realm, connId: 'crm-sync', version: now, to: version }),
    deleteConnectionsAction: () => deleteNow(context, one),
    restoreConnectionsAction: () => restoreNow(context, { realm, connIds: ['crm-sync-copy'] }),
    duplicateConnectionsAction: () => duplicateConnections(context, one),
    '/api/realms/[realm]/import': () =>
      importConnections(context, {
        realm,
        files: [{ name: 'a.json', bytes }],
        chosen: [{ connId: spec.conn_id, version: null }],
      }),
    saveViewAction: () => saveView(context, { realm, name: 'new', query: '' }),
    deleteViewAction: () => deleteView(context, { realm, name: 'kept' }),
  };
}

async function testAttempts(): Promise<Attempts> {
  const context = store.context;
  await mintCredentials(context, { realm, connId: 'etl-warehouse' });
  const { id } = await prisma().mintedCredential.findFirstOrThrow();
  return {
    startTestAction: () => startTest(context, { realm, connId: 'crm-sync' }),
    checkWorkerAction: () => checkWorker(context, { realm, connId: 'crm-sync' }),
    checkRealmAction: () => checkRealm(context, { realm }),
    mintCredentialsAction: () => mintCredentials(context, { realm, connId: 'etl-warehouse' }),
    forgetCredentialsAction: () => forgetCredentials(context, { realm, id }),
    refreshReferencesAction: () => refreshReferences(context, { realm }),
    switchTestingAction: () => switchTesting(context, { on: false, reason: 'unrecorded' }),
  };
}

async function lavaAttempts(): Promise<Attempts> {
  const context = store.context;
  const { version, token } = await threeWay(context, realm, 'compliance');
  const reviewed = await threeWay(context, realm, 'reporting/finance');
  const items = [{ connId: 'reporting/finance', version: reviewed.version, token: reviewed.token }];
  store.sandbox.dynamo.fail((operation) =>
    operation === 'PutItem' || operation === 'UpdateItem'
      ? { status: 400, code: 'AccessDeniedException' }
      : null,
  );
  const { id: publicationId } = await publish(context, { realm, items });
  store.sandbox.dynamo.fail(null);
  const prod = await prisma().realm.findUniqueOrThrow({ where: { name: 'prod' } });
  const now = new Date();
  const { id: pullId } = await prisma().pull.create({
    data: { realmId: prod.id, state: 'running', startedAt: now, beatAt: now, actor: 'test' },
  });
  return {
    cancelPullAction: () => cancelPull(context, { realm: 'prod', pullId }),
    startPullAction: () => startPull(context, { realm, takeOver: false }),
    takeOverAction: () => takeOver(context, { realm, items: 'safe' }),
    keepHereAction: () => keepHere(context, { realm, connId: 'compliance', version, token }),
    startPublicationAction: () => startPublication(context, { realm, items }),
    retryPublicationAction: () => retryPublication(context, { realm, publicationId }),
  };
}

async function requestAttempts(): Promise<Attempts> {
  const place = { account: '123456789012', region: 'ap-southeast-2', kmsAlias: 'alias/lava-eyes-sys' };
  await prisma().realm.create({ data: { name: 'eyes', ...place, fourEyes: true } });
  await createConnection(store.context, { realm: 'eyes', spec });
  const { id } = await prisma().changeRequest.findFirstOrThrow({ where: { realm: { name: 'eyes' } } });
  const request = { realm: 'eyes', id };
  const other: ServiceContext = {
    ...store.context,
    actor: { id: 'other', name: 'Other', roleIn: () => 'editor' },
  };
  return {
    approveRequestAction: () => approveRequest(other, request),
    refuseRequestAction: () => refuseRequest(other, { ...request, note: 'no' }),
    withdrawRequestAction: () => withdrawRequest(store.context, request),
  };
}

async function realmAttempts(): Promise<Attempts> {
  const context = store.context;
  await createRealm(context, realmForm('lab'));
  const { version } = await getRealm(context, 'lab');
  return {
    createRealmAction: () => createRealm(context, realmForm('unrecorded')),
    updateRealmAction: () =>
      updateRealm(context, { version, realm: { ...realmForm('lab'), description: 'Changed.' } }),
    deleteRealmAction: () => deleteRealm(context, { realm: 'lab', confirmation: 'lab', version }),
  };
}

async function peopleAttempts(): Promise<Attempts> {
  const context = store.context;
  const person = (name: string) => prisma().user.create({ data: { name, email: `${name}@example.com` } });
  const [root, eve, out] = await Promise.all(['root', 'eve', 'out'].map(person));
  if (!root || !eve || !out) throw new Error('There are no people.');
  await grantRole(context, { person: root.id, realm: null, role: 'admin', before: null });
  const { granted } = await grantRole(context, { person: eve.id, realm, role: 'viewer', before: null });
  await disablePerson(context, { id: out.id });
  const { link } = await invitePerson(context, { name: 'Ida', email: 'ida@example.com' });
  const signedIn = {
    ...context,
    sessionId: randomUUID(),
    actor: { id: root.id, name: 'root', roleIn: () => 'admin' as const },
  };
  const token = { name: 'a token', realm, role: 'viewer' as const, days: 1 };
  const kept = await createToken(signedIn, token);
  return {
    grantRoleAction: () => grantRole(context, { person: eve.id, realm, role: 'admin', before: 'viewer' }),
    revokeRoleAction: () => revokeRole(context, { grant: granted }),
    invitePersonAction: () => invitePerson(context, { name: 'New', email: 'new@example.com' }),
    resetSignInAction: () => resetSignIn(context, { id: eve.id }),
    disablePersonAction: () => disablePerson(context, { id: eve.id }),
    enablePersonAction: () => enablePerson(context, { id: out.id }),
    setPasswordAction: () =>
      setPasswordByLink({ requestId: 'test' }, { token: tokenOf(link), password: 'four plain words' }),
    renameAction: () => renameSelf(signedIn, { name: 'Another' }),
    endOtherSessionsAction: () => endOtherSessions(signedIn),
    createTokenAction: () => createToken(signedIn, { ...token, name: 'unrecorded' }),
    revokeTokenAction: () => revokeToken(signedIn, { id: kept.token.id }),
  };
}

describe('what is not recorded does not happen', () => {
  it('creates no first admin', async () => {
    const link = await makeSetUpLink(store.url);
    const token = link ? tokenOf(link) : '';
    const input = { token, name: 'First', email: 'first@example.com', password: 'four plain words' };
    await tryUnrecorded({ setUpAction: () => createFirstAdmin({ requestId: 'test' }, input) });
  });

  it.each([
    ['connections', connectionAttempts],
    ['tests and credentials', testAttempts],
    ['lava’s table', lavaAttempts],
    ['requests', requestAttempts],
    ['realms', realmAttempts],
    ['people', peopleAttempts],
  ])('changes nothing and dials nothing while a trigger refuses events: %s', async (_, prepare) => {
    // What is known about parameters and secrets is asked for first, and then not kept.
    await tryUnrecorded(await prepare(), { facts: ['refreshReferencesAction'] });
  });

  it('lets a test go on that cannot be recorded as cancelled', async () => {
    const { runId } = await startTest(store.context, { realm, connId: 'branch-office' });
    await tryUnrecorded({ cancelTestAction: () => cancelTest(store.context, { realm, runId }) });
    expect((await getRun(store.context, realm, runId)).state).toBe('running');
    expect(await cancelTest(store.context, { realm, runId })).toEqual({ cancelled: true });
    await vi.waitFor(
      async () => expect((await getRun(store.context, realm, runId)).state).not.toBe('running'),
      10_000,
    );
  });

  it('was tried with everything that changes something', () => {
    // They keep nothing: how a browser shows the console, and which realms a lava has.
    const others = ['saveDisplay', 'offerRealmsAction'];
    const posts = Object.keys(ROUTES).filter((route) => ROUTES[route]?.method === 'POST');
    expect(tried.sort()).toEqual(
      [...Object.keys(ACTIONS), ...posts].filter((name) => !others.includes(name)).sort(),
    );
  });
});
