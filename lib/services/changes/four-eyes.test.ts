import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Spec } from '../../connectors/spec';
import { prisma } from '../../db/prisma';
import { createConnection } from '../connections/create-connection';
import { duplicateConnections } from '../connections/duplicate-connections';
import { getConnection } from '../connections/get-connection';
import { restoreConnections } from '../connections/restore-connections';
import { updateConnection } from '../connections/update-connection';
import type { ServiceContext } from '../context';
import { listDeleted } from '../history/list-deleted';
import { listVersions } from '../history/list-versions';
import { keepHere } from '../lava/keep-here';
import { getPublication, publish, startPublication } from '../lava/start-publication';
import { pull } from '../lava/start-pull';
import { takeOver } from '../lava/take-over';
import { threeWay } from '../lava/three-way';
import { actorAccess } from '../people/actor-access';
import { deleteNow, restoreNow, setEnabledNow } from '../testing/as-seen';
import { openFilledStore } from '../testing/test-store';
import { startTest } from '../tests/start-test';
import { importConnections } from '../transfer/import-connections';
import { approveRequest } from './approve-request';
import { getRequest } from './get-request';
import { listRequests } from './list-requests';
import { refuseRequest } from './refuse-request';
import { withdrawRequest } from './withdraw-request';

let store: Awaited<ReturnType<typeof openFilledStore>>;
let next = 0;

beforeAll(async () => {
  store = await openFilledStore();
});
afterAll(() => store.close());

const person = (id: string, role: 'tester' | 'editor' | 'admin' = 'editor'): ServiceContext => ({
  ...store.context,
  actor: { id, name: `name of ${id}`, roleIn: () => role },
});
const asker = () => person('asker');
const other = () => person('other');

function spec(connId: string, more: Spec = {}): Record<string, never> {
  return JSON.parse(
    JSON.stringify({
      conn_id: connId,
      type: 'redshift',
      enabled: true,
      description: 'For a test.',
      owner: 'data@example.com',
      host: 'analytics-dev.c7k2mzq4x9ab.ap-southeast-2.redshift.amazonaws.com',
      port: 5439,
      database: 'warehouse',
      user: 'etl',
      ssl: true,
      ...more,
    }),
  );
}

/** A realm with tables of its own that takes four eyes, and holds the connection `a`. */
async function newRealm(): Promise<string> {
  next += 1;
  const name = `eyes-${next}`;
  const connectionsTable = `lava.${name}.connections`;
  await store.sandbox.dynamo.fillTable(connectionsTable, 'conn_id', [
    {
      conn_id: { S: 'there' },
      type: { S: 'redshift' },
      enabled: { BOOL: true },
      host: { S: 'h.example.com' },
      port: { N: '5439' },
    },
  ]);
  const place = { account: '123456789012', region: 'ap-southeast-2', kmsAlias: `alias/lava-${name}-sys` };
  await prisma().realm.create({ data: { name, ...place, connectionsTable } });
  await createConnection(store.context, { realm: name, spec: spec('a') });
  await pull(store.context, { realm: name, takeOver: false });
  await prisma().realm.update({ where: { name }, data: { fourEyes: true } });
  return name;
}

async function openRequest(realm: string, connId: string) {
  const { open } = await listRequests(asker(), realm);
  const found = open.find((request) => request.connId === connId);
  if (!found) throw new Error(`No request for ${connId} is open.`);
  return found;
}

const idsIn = async (realm: string) =>
  (await prisma().connection.findMany({ where: { realm: { name: realm } }, orderBy: { connId: 'asc' } })).map(
    ({ connId }) => connId,
  );

describe('asking', () => {
  it('keeps every kind of change as a request and changes nothing', async () => {
    const realm = await newRealm();
    const context = asker();
    const before = await prisma().connection.findMany({ where: { realm: { name: realm } } });
    const bytes = new TextEncoder().encode(JSON.stringify(spec('b')));

    const create = await createConnection(context, { realm, spec: spec('new') });
    expect(create).toEqual({ status: 'waiting', connId: 'new' });
    expect(
      await updateConnection(context, { realm, connId: 'a', version: 1, spec: spec('a', { port: 5440 }) }),
    ).toEqual({ status: 'waiting', connId: 'a' });
    expect(await setEnabledNow(context, { realm, connIds: ['a'], enabled: false })).toEqual({
      changed: [],
      waiting: ['a'],
    });
    expect(await duplicateConnections(context, { realm, connIds: ['a'] })).toEqual({
      created: [],
      waiting: ['a-copy'],
    });
    const there = await threeWay(context, realm, 'there');
    expect(
      await takeOver(context, {
        realm,
        items: [{ connId: 'there', version: there.version, token: there.token }],
      }),
    ).toEqual({ taken: [], waiting: ['there'] });
    expect(await takeOver(person('third'), { realm, items: 'safe' })).toEqual({
      taken: [],
      waiting: ['there'],
    });
    expect(
      await importConnections(context, {
        realm,
        files: [{ name: 'b.json', bytes }],
        chosen: [{ connId: 'b', version: null }],
        note: 'As the team keeps it.',
      }),
    ).toEqual({ created: [], updated: [], waiting: ['b'] });
    expect((await openRequest(realm, 'b')).note).toBe('As the team keeps it.');
    const { version, token } = await threeWay(context, realm, 'a');
    expect(await startPublication(context, { realm, items: [{ connId: 'a', version, token }] })).toEqual({
      publicationId: null,
      waiting: ['a'],
    });
    await expect(publish(context, { realm, items: [{ connId: 'a', version, token }] })).rejects.toMatchObject(
      { code: 'CONFLICT' },
    );
    expect(await deleteNow(context, { realm, connIds: ['a'] })).toEqual({
      deleted: [],
      deletedAt: {},
      waiting: ['a'],
    });

    expect(await prisma().connection.findMany({ where: { realm: { name: realm } } })).toEqual(before);
    const { open } = await listRequests(context, realm);
    // Of the changes of `a` the newest counts; a publication stands beside them.
    expect(open.map(({ action, connId }) => `${action} ${connId}`).sort()).toEqual([
      'create a-copy',
      'create b',
      'create new',
      'create there',
      'create there',
      'delete a',
      'publish a',
    ]);
    const asked = await prisma().auditEvent.count({ where: { realm, action: 'change.request' } });
    expect(asked).toBe(9);
  });

  it('stays one request when the same is asked for twice', async () => {
    const realm = await newRealm();
    await createConnection(asker(), { realm, spec: spec('twice') });
    await createConnection(asker(), { realm, spec: spec('twice') });
    expect((await listRequests(asker(), realm)).open).toHaveLength(1);
  });

  it('restores and merges only with approval too', async () => {
    const realm = await newRealm();
    await prisma().realm.update({ where: { name: realm }, data: { fourEyes: false } });
    await deleteNow(asker(), { realm, connIds: ['a'] });
    await createConnection(asker(), { realm, spec: spec('there') });
    await prisma().realm.update({ where: { name: realm }, data: { fourEyes: true } });
    expect(await restoreNow(asker(), { realm, connIds: ['a'] })).toEqual({
      restored: [],
      waiting: ['a'],
    });
    const { token, version } = await threeWay(asker(), realm, 'there');
    const merged = { spec: spec('there', { port: 5441 }) };
    const settled = await keepHere(asker(), { realm, connId: 'there', version, token, merged });
    expect(settled).toMatchObject({ waiting: true, version: 1 });
    await approveRequest(other(), { realm, id: (await openRequest(realm, 'a')).id });
    await approveRequest(other(), { realm, id: (await openRequest(realm, 'there')).id });
    expect(await idsIn(realm)).toEqual(['a', 'there']);
    expect((await getConnection(asker(), realm, 'there')).spec.port).toBe(5441);
  });

  it('is known to wait while it is open, also once the realm takes four eyes no more', async () => {
    const realm = await newRealm();
    const known = async () => {
      const place = (await actorAccess(other())).places[realm];
      return [place?.fourEyes, place?.openRequests];
    };
    expect(await known()).toEqual([true, false]);
    await deleteNow(asker(), { realm, connIds: ['a'] });
    await prisma().realm.update({ where: { name: realm }, data: { fourEyes: false } });
    expect(await known()).toEqual([false, true]);
    await approveRequest(other(), { realm, id: (await openRequest(realm, 'a')).id });
    expect(await known()).toEqual([false, false]);
  });

  it('leaves other realms as they were', async () => {
    expect(await createConnection(asker(), { realm: 'dev', spec: spec('eyes/none') })).toMatchObject({
      status: 'saved',
    });
  });
});

describe('deciding', () => {
  it('carries out an approved change, in one transaction with its events', async () => {
    const realm = await newRealm();
    await updateConnection(asker(), { realm, connId: 'a', version: 1, spec: spec('a', { port: 5440 }) });
    const request = await openRequest(realm, 'a');
    const detail = await getRequest(other(), realm, request.id);
    expect(detail).toMatchObject({ stale: null, own: false, version: 1, action: 'update' });
    expect(detail.changes).toEqual([{ field: 'port', before: 5439, after: 5440 }]);
    await approveRequest(other(), { realm, id: request.id });
    expect(await getConnection(asker(), realm, 'a')).toMatchObject({ version: 2, spec: { port: 5440 } });
    const events = await prisma().auditEvent.findMany({
      where: { realm, target: 'a', action: { in: ['change.approve', 'connection.update'] } },
      orderBy: { seq: 'asc' },
    });
    expect(events.map(({ action, actorId }) => [action, actorId])).toEqual([
      ['change.approve', 'other'],
      ['connection.update', 'other'],
    ]);
    expect(events[1]?.details).toMatchObject({ requestedBy: 'name of asker', request: request.id });
    await expect(approveRequest(other(), { realm, id: request.id })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
  });

  it('keeps why it was asked for: for who decides, and in the history', async () => {
    const realm = await newRealm();
    const change = { realm, connId: 'a', version: 1, spec: spec('a', { port: 5440 }) };
    await updateConnection(asker(), change);
    await updateConnection(asker(), { ...change, note: 'The port moved.' });
    const { id, note } = await openRequest(realm, 'a');
    expect(note).toBe('The port moved.');
    expect((await listRequests(asker(), realm)).open).toHaveLength(1);
    expect((await getRequest(other(), realm, id)).note).toBe('The port moved.');
    await approveRequest(other(), { realm, id });
    const version = await prisma().connectionVersion.findFirstOrThrow({
      where: { connId: 'a', version: 2, realm: { name: realm } },
    });
    expect(version.note).toBe('The port moved.');

    const [disabling, leaving] = ['The cluster moves.', 'Not used any more.'];
    await setEnabledNow(asker(), { realm, connIds: ['a'], enabled: false, note: disabling });
    expect((await openRequest(realm, 'a')).note).toBe(disabling);
    await deleteNow(asker(), { realm, connIds: ['a'], note: leaving });
    await approveRequest(other(), { realm, id: (await openRequest(realm, 'a')).id });
    expect(await listDeleted(asker(), realm)).toMatchObject({ deleted: [{ connId: 'a', note: leaving }] });
    const told = await prisma().auditEvent.findFirstOrThrow({
      where: { realm, action: 'connection.delete' },
    });
    expect(told.details).toMatchObject({ note: leaving });
  });

  it('creates and deletes with approval', async () => {
    const realm = await newRealm();
    await createConnection(asker(), { realm, spec: spec('new') });
    await deleteNow(asker(), { realm, connIds: ['a'] });
    await approveRequest(other(), { realm, id: (await openRequest(realm, 'new')).id });
    await approveRequest(other(), { realm, id: (await openRequest(realm, 'a')).id });
    expect(await idsIn(realm)).toEqual(['new']);
  });

  it('refuses to approve or refuse one’s own, whatever the role', async () => {
    const realm = await newRealm();
    await createConnection(person('asker', 'admin'), { realm, spec: spec('own') });
    const { id } = await openRequest(realm, 'own');
    for (const context of [asker(), person('asker', 'admin')]) {
      await expect(approveRequest(context, { realm, id })).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(refuseRequest(context, { realm, id, note: 'no' })).rejects.toMatchObject({
        code: 'FORBIDDEN',
      });
    }
    await expect(approveRequest(person('t', 'tester'), { realm, id })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await idsIn(realm)).toEqual(['a']);
    const refused = await prisma().auditEvent.findMany({
      where: { realm, action: 'access.refused', actorId: 'asker' },
    });
    expect(refused.map(({ target, details }) => [target, details])).toEqual([
      ['change:decide', { because: 'it is their own request' }],
    ]);
  });

  it('refuses with a note, and lets only the asker withdraw', async () => {
    const realm = await newRealm();
    await createConnection(asker(), { realm, spec: spec('x') });
    await createConnection(asker(), { realm, spec: spec('y') });
    const x = await openRequest(realm, 'x');
    const y = await openRequest(realm, 'y');
    await expect(refuseRequest(other(), { realm, id: x.id, note: ' ' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    await refuseRequest(other(), { realm, id: x.id, note: 'Wrong cluster.' });
    await expect(withdrawRequest(other(), { realm, id: y.id })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await withdrawRequest(asker(), { realm, id: y.id });
    const { open, decided } = await listRequests(asker(), realm);
    expect(open).toEqual([]);
    expect(decided.map(({ connId, state, decisionNote }) => [connId, state, decisionNote]).sort()).toEqual([
      ['x', 'refused', 'Wrong cluster.'],
      ['y', 'withdrawn', null],
    ]);
    await expect(approveRequest(other(), { realm, id: x.id })).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('approves nothing that was asked for by somebody who may not ask for it any more', async () => {
    const realm = await newRealm();
    const { id: realmId } = await prisma().realm.findUniqueOrThrow({ where: { name: realm } });
    const user = await prisma().user.create({ data: { name: 'Ada', email: `ada@${realm}.example.com` } });
    const grant = (role: string, source = 'given') =>
      prisma().roleGrant.create({ data: { userId: user.id, realmId, role, source, createdBy: 'admin' } });
    const change = (more: object) => prisma().user.update({ where: { id: user.id }, data: more });
    const { id: given } = await grant('editor');
    const ada = { id: user.id, name: 'Ada (token ci)', roleIn: () => 'editor' as const };
    await createConnection({ ...store.context, actor: ada }, { realm, spec: spec('asked') });
    const { version, token } = await threeWay(asker(), realm, 'a');
    const items = [{ connId: 'a', version, token }];
    await startPublication({ ...store.context, actor: ada }, { realm, items });
    const [{ id }, publishing] = [await openRequest(realm, 'asked'), await openRequest(realm, 'a')];
    const barred = async () => (await getRequest(other(), realm, id)).barred;
    const refusal = async (message: string) => {
      expect(await barred()).toBe(message);
      for (const request of [{ id }, { id: publishing.id, token }])
        await expect(approveRequest(other(), { realm, ...request })).rejects.toMatchObject({
          code: 'CONFLICT',
          message,
        });
    };
    expect(await barred()).toBeNull();
    await change({ disabledAt: new Date() });
    await refusal('Ada (token ci) may not sign in any more.');
    await change({ disabledAt: null });
    await prisma().roleGrant.update({ where: { id: given }, data: { role: 'tester' } });
    const lost = `Ada (token ci) is not an editor of ${realm} any more.`;
    await refusal(lost);
    await grant('editor', 'group');
    const told = (daysAgo: number) => change({ groupsToldAt: new Date(Date.now() - daysAgo * 86_400_000) });
    await told(31);
    await refusal(lost);
    expect(await idsIn(realm)).toEqual(['a']);
    expect(await prisma().auditEvent.count({ where: { realm, action: 'change.approve' } })).toBe(0);
    await refuseRequest(other(), { realm, id: publishing.id, note: 'Ask anew.' });
    await told(29);
    expect(await barred()).toBeNull();
    await approveRequest(other(), { realm, id });
    expect(await idsIn(realm)).toEqual(['a', 'asked']);
  });

  it('says that a request is overtaken and changes nothing', async () => {
    const realm = await newRealm();
    await updateConnection(asker(), { realm, connId: 'a', version: 1, spec: spec('a', { port: 5440 }) });
    await updateConnection(other(), { realm, connId: 'a', version: 1, spec: spec('a', { port: 5441 }) });
    const { open } = await listRequests(asker(), realm);
    const mine = open.find(({ own }) => own);
    const theirs = open.find(({ own }) => !own);
    await approveRequest(asker(), { realm, id: theirs?.id ?? '' });
    expect(await getRequest(other(), realm, mine?.id ?? '')).toMatchObject({
      stale: 'The connection is at version 2 since; this starts from version 1.',
    });
    await expect(approveRequest(other(), { realm, id: mine?.id ?? '' })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    expect(await getConnection(asker(), realm, 'a')).toMatchObject({ version: 2, spec: { port: 5441 } });
    expect((await openRequest(realm, 'a')).state).toBe('open');
  });

  it('brings a deleted connection back with its history, and no other that had its name', async () => {
    const realm = await newRealm();
    const decideOn = async (action: string) => {
      const where = { realm: { name: realm }, action, state: 'open' };
      const { id } = await prisma().changeRequest.findFirstOrThrow({
        where,
        orderBy: { requestedAt: 'asc' },
      });
      await approveRequest(other(), { realm, id });
    };
    const connIds = ['a'];
    const before = await prisma().connection.findFirstOrThrow({ where: { realm: { name: realm } } });
    await deleteNow(asker(), { realm, connIds });
    await decideOn('delete');
    await restoreNow(asker(), { realm, connIds });
    await restoreNow(person('third'), { realm, connIds });
    expect(await getRequest(other(), realm, (await openRequest(realm, 'a')).id)).toMatchObject({
      action: 'restore',
      stale: null,
    });
    await decideOn('restore');
    const { versions: kept } = await listVersions(asker(), realm, 'a');
    expect(kept.map(({ version, action }) => [version, action])).toEqual([
      [3, 'restore'],
      [2, 'delete'],
      [1, 'create'],
    ]);
    expect(await prisma().connection.findFirst({ where: { id: before.id } })).toMatchObject({ connId: 'a' });
    expect(await listDeleted(asker(), realm)).toEqual({ deleted: [], total: 0 });
    await expect(decideOn('restore')).rejects.toMatchObject({
      code: 'CONFLICT',
      message: 'There is a connection of this name since, made by name of other.',
    });
    await deleteNow(asker(), { realm, connIds });
    await decideOn('delete');
    await expect(decideOn('restore')).rejects.toMatchObject({
      code: 'CONFLICT',
      message: 'What was deleted is not there to be restored any more.',
    });
  });

  it('brings back the one of several of a name that was asked for', async () => {
    const realm = await newRealm();
    await prisma().realm.update({ where: { name: realm }, data: { fourEyes: false } });
    const { id: first } = await prisma().connection.findFirstOrThrow({ where: { realm: { name: realm } } });
    const { deletedAt } = await deleteNow(asker(), { realm, connIds: ['a'] });
    await createConnection(asker(), { realm, spec: spec('a', { database: 'another' }) });
    await deleteNow(asker(), { realm, connIds: ['a'] });
    await prisma().realm.update({ where: { name: realm }, data: { fourEyes: true } });
    await restoreConnections(asker(), { realm, connIds: ['a'], deletedAt: { ...deletedAt } });
    const { id } = await openRequest(realm, 'a');
    expect(await getRequest(other(), realm, id)).toMatchObject({ stale: null, spec: spec('a') });
    await approveRequest(other(), { realm, id });
    expect(await prisma().connection.findUnique({ where: { id: first } })).toMatchObject({ spec: spec('a') });
    const { deleted } = await listDeleted(asker(), realm);
    expect(deleted.map(({ connId, taken }) => [connId, taken])).toEqual([['a', true]]);
  });

  it('carries out nothing on another connection that was given the name since', async () => {
    const realm = await newRealm();
    await updateConnection(asker(), { realm, connId: 'a', version: 1, spec: spec('a', { port: 5440 }) });
    const update = await openRequest(realm, 'a');
    // By somebody else, whose requests leave that one open.
    const third = person('third');
    await deleteNow(third, { realm, connIds: ['a'] });
    const where = { realm: { name: realm }, action: 'delete' };
    const { id } = await prisma().changeRequest.findFirstOrThrow({ where });
    await approveRequest(other(), { realm, id });
    await createConnection(third, { realm, spec: spec('a', { database: 'another' }) });
    const { open } = await listRequests(asker(), realm);
    const created = open.find(({ action }) => action === 'create');
    await approveRequest(other(), { realm, id: created?.id ?? '' });
    await expect(approveRequest(other(), { realm, id: update.id })).rejects.toMatchObject({
      code: 'CONFLICT',
      message: 'The connection is at version 3 since; this starts from version 1.',
    });
    expect((await getConnection(asker(), realm, 'a')).spec).toEqual(spec('a', { database: 'another' }));
  });

  it('publishes with approval, against the item that the approver saw', async () => {
    const realm = await newRealm();
    const { version, token } = await threeWay(asker(), realm, 'a');
    await startPublication(asker(), { realm, items: [{ connId: 'a', version, token }] });
    const request = await openRequest(realm, 'a');
    const { sides } = await getRequest(other(), realm, request.id);
    const { publicationId } = await approveRequest(other(), {
      realm,
      id: request.id,
      token: sides?.token ?? null,
    });
    await expect
      .poll(async () => (await getPublication(asker(), realm, String(publicationId))).state, {
        timeout: 20_000,
      })
      .toBe('finished');
    expect(await getPublication(asker(), realm, String(publicationId))).toMatchObject({
      items: [{ connId: 'a', state: 'done' }],
    });
  });

  it('publishes nothing once the realm is read-only, and records who wanted to', async () => {
    const realm = await newRealm();
    const { version, token } = await threeWay(asker(), realm, 'a');
    await startPublication(asker(), { realm, items: [{ connId: 'a', version, token }] });
    const { id } = await openRequest(realm, 'a');
    await prisma().realm.update({ where: { name: realm }, data: { readOnly: true } });
    await expect(approveRequest(other(), { realm, id, token })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect((await openRequest(realm, 'a')).state).toBe('open');
    expect(
      await prisma().auditEvent.findMany({ where: { realm, action: 'access.refused', actorId: 'other' } }),
    ).toMatchObject([{ target: 'lava:publish', details: { because: 'the realm is read-only' } }]);
  });
});

describe('what speaks for a request', () => {
  it('is a test of exactly what is asked for, and of nothing else', async () => {
    const realm = await newRealm();
    const asked = spec('a', { port: 5440 });
    const { version } = await getConnection(asker(), realm, 'a');
    await updateConnection(asker(), { realm, connId: 'a', version, spec: asked });
    const { id } = await openRequest(realm, 'a');
    const run = async (input: Parameters<typeof startTest>[1]) => {
      const { runId } = await startTest(asker(), input);
      await expect.poll(() => prisma().testRun.count({ where: { id: runId } }), { timeout: 20_000 }).toBe(1);
      return runId;
    };
    await run({ realm, connId: 'a' });
    await run({ realm, draft: spec('a', { port: 5441 }), draftOf: 'a' });
    expect((await getRequest(other(), realm, id)).lastRun).toBeNull();
    const { port, ...others } = asked;
    const runId = await run({ realm, draft: JSON.parse(JSON.stringify({ port, ...others })), draftOf: 'a' });
    expect((await getRequest(other(), realm, id)).lastRun).toMatchObject({ id: runId, draft: true });
  });
});

describe('the database', () => {
  it('lets no spec of such a realm change without an approval by somebody else', async () => {
    const realm = await newRealm();
    const where = { connId: 'a', realm: { name: realm } };
    await expect(
      prisma().connection.updateMany({ where, data: { spec: spec('a', { port: 1 }) } }),
    ).rejects.toThrow(/four eyes/);
    await expect(prisma().connection.deleteMany({ where })).rejects.toThrow(/four eyes/);
    await createConnection(asker(), { realm, spec: spec('own') });
    const { id } = await openRequest(realm, 'own');
    await prisma().changeRequest.update({ where: { id }, data: { state: 'approved', decidedById: 'asker' } });
    await expect(
      prisma().$transaction(async (db) => {
        await db.$queryRaw`select set_config('lava.approved_change', ${id}, true)`;
        await db.connection.updateMany({ where, data: { spec: spec('a', { port: 1 }) } });
      }),
    ).rejects.toThrow(/four eyes/);
    // What is no part of the spec goes on: tests, credentials, columns.
    await prisma().connection.updateMany({ where, data: { lastOutcome: 'passed' } });
  });
});
