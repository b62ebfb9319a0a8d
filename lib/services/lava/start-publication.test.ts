import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CONNECTION_TYPES } from '../../connectors/connection-types';
import { itemOf, type LavaItem } from '../../connectors/lava-item';
import { prisma } from '../../db/prisma';
import { exampleItem } from '../../sandbox/example-item';
import { updateConnection } from '../connections/update-connection';
import { getRealm } from '../realms/get-realm';
import { updateRealm } from '../realms/update-realm';
import { deleteNow, setEnabledNow } from '../testing/as-seen';
import { openDynamoGate } from '../testing/dynamo-gate';
import { type LavaStore, openLavaStore } from '../testing/lava-store';
import { getPublication, publish, retryPublication, startPublication } from './start-publication';
import { pull } from './start-pull';
import { takeOver } from './take-over';
import { threeWay } from './three-way';

let store: LavaStore;

beforeAll(async () => {
  store = await openLavaStore();
});
afterEach(() => store.sandbox.dynamo.fail(null));
afterAll(() => store.close());

describe('publishing', () => {
  it('creates, updates and deletes, and both sides agree afterwards', async () => {
    const { name, table } = await store.newRealm([exampleItem('a'), exampleItem('b'), exampleItem('c')]);
    await pull(store.context, { realm: name, takeOver: true });
    await store.edit(name, 'a', false);
    await deleteNow(store.context, { realm: name, connIds: ['b'] });
    await store.create(name, 'd');
    const items = await Promise.all(['a', 'b', 'd'].map((id) => store.reviewed(name, id)));
    const done = await publish(store.context, { realm: name, items });
    expect(done.items.map(({ connId, action, state }) => [connId, action, state])).toEqual([
      ['a', 'update', 'done'],
      ['b', 'delete', 'done'],
      ['d', 'create', 'done'],
    ]);
    expect(await store.states(name)).toEqual({ a: 'same', c: 'same', d: 'same' });
    const ids = (await store.itemsIn(table)).map(idOf).sort();
    expect(ids).toEqual(['a', 'c', 'd']);
    await pull(store.context, { realm: name, takeOver: false });
    expect(await store.states(name)).toEqual({ a: 'same', c: 'same', d: 'same' });
  });

  it('carries every type that lava has there and back, and writes only what was changed', async () => {
    const odd: LavaItem = {
      owner: { S: 'somebody' },
      password: { S: '/lava/shared/login' },
      'x-map': {
        M: { list: { L: [{ N: '1' }, { NULL: true }, { M: { 'a.b': { BOOL: false } } }] }, none: { M: {} } },
      },
      'x-list': { L: [{ S: 'false' }, { L: [] }] },
      'x-number': { N: '-12.5' },
    };
    const before = CONNECTION_TYPES.map(({ type }) =>
      exampleItem(`of/${type}`, { ...odd, type: { S: type } }),
    );
    expect(before).toHaveLength(27);
    const { name, table } = await store.newRealm(before);
    expect(await pull(store.context, { realm: name, takeOver: true })).toMatchObject({
      state: 'finished',
      error: null,
      connections: before.length,
    });
    const ids = before.map(idOf);
    const every = (state: string) => Object.fromEntries(ids.map((id) => [id, state]));
    expect(await store.states(name)).toEqual(every('same'));

    for (const connId of ids) {
      const { here, version } = await threeWay(store.context, name, connId);
      const spec = JSON.parse(JSON.stringify({ ...here, owner: `team of ${connId}` }));
      const saved = await updateConnection(store.context, {
        realm: name,
        connId,
        version: version ?? 0,
        spec,
      });
      expect(saved).toMatchObject({ status: 'saved' });
    }
    expect(await store.states(name)).toEqual(every('changed-here'));
    const items = await Promise.all(ids.map((id) => store.reviewed(name, id)));
    const done = await publish(store.context, { realm: name, items });
    expect(done.items.map(({ connId, action, state }) => [connId, action, state])).toEqual(
      ids.map((id) => [id, 'update', 'done']),
    );
    const there = Object.fromEntries((await store.itemsIn(table)).map((item) => [idOf(item), item]));
    expect(there).toEqual(
      Object.fromEntries(
        before.map((item) => [idOf(item), { ...item, owner: { S: `team of ${idOf(item)}` } }]),
      ),
    );
    await pull(store.context, { realm: name, takeOver: false });
    expect(await store.states(name)).toEqual(every('same'));
  });

  it('asks DynamoDB for what is there now, not for what was there a moment ago', async () => {
    const large = { 'x-note': { S: 'x'.repeat(390_000) } };
    const { name, table } = await store.newRealm(['a', 'b', 'c'].map((id) => exampleItem(id, large)));
    const jobsTable = `lava.${name}.jobs`;
    await store.sandbox.dynamo.fillTable(jobsTable, 'job_id', []);
    await prisma().realm.update({ where: { name }, data: { jobsTable } });
    const gate = await openDynamoGate(store.sandbox.dynamo.endpoint);
    await store.throughDynamo(gate.endpoint, name, async () => {
      await pull(store.context, { realm: name, takeOver: true });
      await store.edit(name, 'a', false);
      await publish(store.context, { realm: name, items: [await store.reviewed(name, 'a')] });
    });
    await gate.stop();
    const reads = gate.asked.filter(({ operation }) => ['Scan', 'GetItem'].includes(operation));
    expect(reads.map(({ operation, request }) => [operation, request.TableName]).sort()).toEqual([
      // The list of realms, and the look before the write.
      ['GetItem', table],
      ['GetItem', 'lava.realms'],
      ['Scan', table],
      ['Scan', table],
      ['Scan', jobsTable],
    ]);
    for (const { request } of reads) expect(request).toMatchObject({ ConsistentRead: true });
    expect(gate.written).toEqual(['a']);
  });

  it('lets one of two consoles win, and shows the other the conflict', async () => {
    const one = await store.newRealm([exampleItem('a')]);
    const other = await store.newRealm([], { table: one.table });
    for (const { name } of [one, other]) await pull(store.context, { realm: name, takeOver: true });
    for (let round = 0; round < 5; round += 1) {
      await store.edit(one.name, 'a', round % 2 === 1);
      await prisma().connection.updateMany({
        where: { connId: 'a', realm: { name: other.name } },
        data: { version: { increment: 1 } },
      });
      await createOther(other.name, round);
      const sides = await Promise.all([one, other].map(({ name }) => store.reviewed(name, 'a')));
      const results = await Promise.all([
        publish(store.context, { realm: one.name, items: [sides[0] ?? fail()] }),
        publish(store.context, { realm: other.name, items: [sides[1] ?? fail()] }),
      ]);
      const outcomes = results.map(({ items }) => items[0]?.state).sort();
      expect(outcomes).toEqual(['conflict', 'done']);
      const loser = results[0]?.items[0]?.state === 'conflict' ? one.name : other.name;
      expect(await store.states(loser)).toEqual({ a: 'changed-both' });
      await takeOver(store.context, { realm: loser, items: [await store.reviewed(loser, 'a')] });
      for (const { name } of [one, other]) await pull(store.context, { realm: name, takeOver: true });
    }
  });

  it('tells truthfully what half-failing writes left, and takes the rest again', async () => {
    const ids = Array.from({ length: 8 }, (_, index) => `c-${index}`);
    const { name } = await store.newRealm(ids.map((id) => exampleItem(id)));
    await pull(store.context, { realm: name, takeOver: true });
    await setEnabledNow(store.context, { realm: name, connIds: ids, enabled: false });
    const items = await Promise.all(ids.map((id) => store.reviewed(name, id)));
    let writes = 0;
    store.sandbox.dynamo.fail((operation) => {
      if (operation !== 'UpdateItem') return null;
      writes += 1;
      return writes > 3 ? { code: 'InternalServerError', status: 500 } : null;
    });
    const { id, items: outcome } = await publish(store.context, { realm: name, items });
    const failed = outcome.filter(({ state }) => state === 'failed').map(({ connId }) => connId);
    expect(outcome.filter(({ state }) => state === 'done')).toHaveLength(3);
    expect(failed).toHaveLength(5);
    const now = await store.states(name);
    for (const connId of ids) expect(now[connId]).toBe(failed.includes(connId) ? 'changed-here' : 'same');

    store.sandbox.dynamo.fail(null);
    const retried = await retryPublication(store.context, { realm: name, publicationId: id });
    const publicationId = String(retried.publicationId);
    await expect
      .poll(async () => (await getPublication(store.context, name, publicationId)).state, { timeout: 20_000 })
      .toBe('finished');
    const again = await getPublication(store.context, name, publicationId);
    expect(again.items.map(({ connId, state }) => [connId, state])).toEqual(failed.map((id) => [id, 'done']));
    expect(new Set(Object.values(await store.states(name)))).toEqual(new Set(['same']));
  });

  it('stops at once where nothing may be written', async () => {
    const { name } = await store.newRealm([exampleItem('a'), exampleItem('b')]);
    await pull(store.context, { realm: name, takeOver: true });
    await setEnabledNow(store.context, { realm: name, connIds: ['a', 'b'], enabled: false });
    let writes = 0;
    store.sandbox.dynamo.fail((operation) => {
      if (operation !== 'UpdateItem') return null;
      writes += 1;
      return { code: 'AccessDeniedException', status: 400 };
    });
    const items = await Promise.all(['a', 'b'].map((id) => store.reviewed(name, id)));
    const { items: outcome } = await publish(store.context, { realm: name, items });
    expect(outcome).toMatchObject([
      { state: 'failed', message: expect.stringContaining('dynamodb:UpdateItem') },
      { state: 'failed' },
    ]);
    expect(writes).toBe(1);
  });

  it('knows its own write again when the answer is lost on the way', async () => {
    const { name, table } = await store.newRealm([exampleItem('a'), exampleItem('b')]);
    await pull(store.context, { realm: name, takeOver: true });
    await store.edit(name, 'a', false);
    await deleteNow(store.context, { realm: name, connIds: ['b'] });
    await store.create(name, 'd');
    const lost = new Set<string>();
    const calls: string[] = [];
    store.sandbox.dynamo.fail((operation) => {
      if (!['PutItem', 'UpdateItem', 'DeleteItem'].includes(operation)) return null;
      calls.push(operation);
      if (lost.has(operation)) return null;
      lost.add(operation);
      return 'lost';
    });
    const items = await Promise.all(['a', 'b', 'd'].map((id) => store.reviewed(name, id)));
    const { items: outcome } = await publish(store.context, { realm: name, items });
    expect(outcome.map(({ connId, state, code }) => [connId, state, code])).toEqual([
      ['a', 'done', null],
      ['b', 'done', null],
      ['d', 'done', null],
    ]);
    expect(calls.sort()).toEqual(
      ['DeleteItem', 'PutItem', 'UpdateItem'].flatMap((operation) => [operation, operation]),
    );
    expect(await store.states(name)).toEqual({ a: 'same', d: 'same' });
    const there = await store.itemsIn(table);
    expect(there.map(({ conn_id }) => conn_id)).toEqual(expect.arrayContaining([{ S: 'a' }, { S: 'd' }]));
    expect(there).toHaveLength(2);
  });

  it('goes on with the rest when DynamoDB takes one item for invalid', async () => {
    const ids = ['a', 'b', 'c'];
    const { name } = await store.newRealm(ids.map((id) => exampleItem(id)));
    await pull(store.context, { realm: name, takeOver: true });
    await setEnabledNow(store.context, { realm: name, connIds: ids, enabled: false });
    let writes = 0;
    store.sandbox.dynamo.fail((operation) => {
      if (operation !== 'UpdateItem') return null;
      writes += 1;
      return writes === 1 ? { code: 'ValidationException', status: 400 } : null;
    });
    const items = await Promise.all(ids.map((id) => store.reviewed(name, id)));
    const { items: outcome } = await publish(store.context, { realm: name, items });
    expect(outcome.map(({ state, code }) => [state, code]).sort()).toEqual([
      ['done', null],
      ['done', null],
      ['failed', 'NOT_WRITTEN'],
    ]);
    expect(writes).toBe(3);
    expect(Object.values(await store.states(name)).sort()).toEqual(['changed-here', 'same', 'same']);
  });

  it.each(['ThrottlingException', 'RequestLimitExceeded'])(
    'waits while writes are refused with %s',
    async (code) => {
      const ids = ['a', 'b'];
      const { name } = await store.newRealm(ids.map((id) => exampleItem(id)));
      await pull(store.context, { realm: name, takeOver: true });
      await setEnabledNow(store.context, { realm: name, connIds: ids, enabled: false });
      let refusals = 0;
      store.sandbox.dynamo.fail((operation) => {
        if (operation !== 'UpdateItem' || refusals >= 7) return null;
        refusals += 1;
        return { code, status: 400 };
      });
      const items = await Promise.all(ids.map((id) => store.reviewed(name, id)));
      const { items: outcome } = await publish(store.context, { realm: name, items });
      expect(outcome.map(({ state }) => state)).toEqual(['done', 'done']);
      expect(refusals).toBe(7);
      expect(await store.states(name)).toEqual({ a: 'same', b: 'same' });
    },
  );

  it('never writes over an item that is no specification', async () => {
    const sets = exampleItem('a', { 'x-tags': { SS: ['one'] } });
    const { name, table } = await store.newRealm([sets]);
    await pull(store.context, { realm: name, takeOver: true });
    await store.create(name, 'a');
    const { items } = await publish(store.context, { realm: name, items: [await store.reviewed(name, 'a')] });
    expect(items).toMatchObject([
      { state: 'refused', code: 'NO_SPEC', message: expect.stringContaining('`x-tags` is a set of strings') },
    ]);
    expect(await store.itemsIn(table)).toEqual([sets]);
  });

  it('publishes an item of 400 kB, and says of a larger one that DynamoDB does not take it', async () => {
    const { enabled: _, ...rest } = exampleItem('b');
    const full = { ...rest, 'x-note': { S: '' } };
    // By DynamoDB's count: names and texts by their bytes, a number of four digits as three.
    const size = Object.entries(full).reduce(
      (sum, [field, value]) => sum + field.length + ('S' in value ? value.S.length : 3),
      0,
    );
    full['x-note'].S = 'x'.repeat(400 * 1024 - size);
    const large = exampleItem('a', { 'x-note': { S: 'x'.repeat(409_000) } });
    const { name, table } = await store.newRealm([large, full]);
    await pull(store.context, { realm: name, takeOver: true });
    // One attribute of the one changes; the other gets one more than fits.
    await store.edit(name, 'a', false);
    await store.edit(name, 'b', true);
    const items = await Promise.all(['a', 'b'].map((id) => store.reviewed(name, id)));
    const { items: outcome } = await publish(store.context, { realm: name, items });
    expect(outcome).toMatchObject([
      { connId: 'a', state: 'done' },
      { connId: 'b', state: 'failed', code: 'NOT_WRITTEN', message: expect.stringContaining('too large') },
    ]);
    const there = await Promise.all(['a', 'b'].map((id) => store.item(table, id)));
    expect(there).toEqual([{ ...large, enabled: { BOOL: false } }, full]);
    expect(await store.states(name)).toEqual({ a: 'same', b: 'changed-here' });
  });

  it('publishes and deletes items with more attributes than a condition can name', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 400 }, (_, index) => [`x-${index}`, { BOOL: true }]),
    );
    const [a, b] = [exampleItem('a', many), exampleItem('b', many)];
    const { name, table } = await store.newRealm([a, b]);
    await pull(store.context, { realm: name, takeOver: true });
    await store.edit(name, 'a', false);
    await deleteNow(store.context, { realm: name, connIds: ['b'] });
    const items = await Promise.all(['a', 'b'].map((id) => store.reviewed(name, id)));
    expect((await publish(store.context, { realm: name, items })).items).toMatchObject([
      { connId: 'a', state: 'done' },
      { connId: 'b', state: 'done' },
    ]);
    expect(await store.itemsIn(table)).toEqual([{ ...a, enabled: { BOOL: false } }]);
  });

  it('leaves an item alone of which more changes than a condition can name', async () => {
    const many = (value: boolean) =>
      Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`x-${index}`, value]));
    const item = exampleItem('a', itemOf(many(true)));
    const { name, table } = await store.newRealm([item]);
    await pull(store.context, { realm: name, takeOver: true });
    const { here, version } = await threeWay(store.context, name, 'a');
    const spec = JSON.parse(JSON.stringify({ ...here, ...many(false) }));
    await updateConnection(store.context, { realm: name, connId: 'a', version: version ?? 0, spec });
    const { items } = await publish(store.context, { realm: name, items: [await store.reviewed(name, 'a')] });
    expect(items).toMatchObject([
      { state: 'failed', code: 'NOT_WRITTEN', message: expect.stringContaining('More of its attributes') },
    ]);
    expect(await store.itemsIn(table)).toEqual([item]);
  });

  it('heals what an interruption left between the two stores', async () => {
    const { name, table } = await store.newRealm([exampleItem('a')]);
    await pull(store.context, { realm: name, takeOver: true });
    await store.edit(name, 'a', false);
    const before = await store.reviewed(name, 'a');
    // Written there, not recorded here: as after a kill between the two.
    await store.sandbox.dynamo.putItem(table, exampleItem('a', { enabled: { BOOL: false } }));
    const { items } = await publish(store.context, { realm: name, items: [before] });
    expect(items).toMatchObject([{ state: 'done' }]);
    expect(await store.states(name)).toEqual({ a: 'same' });
  });

  it('knows what an interruption left also when a pull has seen it since', async () => {
    const { name, table } = await store.newRealm([exampleItem('a'), exampleItem('b')]);
    await pull(store.context, { realm: name, takeOver: true });
    await store.edit(name, 'a', false);
    await deleteNow(store.context, { realm: name, connIds: ['b'] });
    await store.create(name, 'd');
    const before = await Promise.all(['a', 'b', 'd'].map((id) => store.reviewed(name, id)));
    // Written there, not recorded here: as after a kill between the two.
    const { here } = await threeWay(store.context, name, 'd');
    await store.sandbox.dynamo.putItem(table, exampleItem('a', { enabled: { BOOL: false } }));
    await store.sandbox.dynamo.deleteItem(table, { conn_id: { S: 'b' } });
    await store.sandbox.dynamo.putItem(table, itemOf(here ?? {}));
    await pull(store.context, { realm: name, takeOver: false });
    const { items } = await publish(store.context, { realm: name, items: before });
    expect(items.map(({ connId, state, code }) => [connId, state, code])).toEqual([
      ['a', 'done', null],
      ['b', 'done', null],
      ['d', 'done', null],
    ]);
    expect(await store.states(name)).toEqual({ a: 'same', d: 'same' });
    const events = await prisma().auditEvent.findMany({
      where: { realm: name, action: 'connection.publish' },
    });
    expect(events.map(({ target }) => target).sort()).toEqual(['a', 'b', 'd']);
  });

  it('refuses one that was deleted and made again since it was reviewed', async () => {
    const { name, table } = await store.newRealm([]);
    await store.create(name, 'a');
    const before = await store.reviewed(name, 'a');
    await deleteNow(store.context, { realm: name, connIds: ['a'] });
    await store.create(name, 'a');
    const { items } = await publish(store.context, { realm: name, items: [before] });
    expect(items).toMatchObject([{ state: 'refused', code: 'CHANGED_HERE' }]);
    expect(await store.itemsIn(table)).toEqual([]);
  });

  it('still refuses what a pull found to be another item than was reviewed', async () => {
    const { name, table } = await store.newRealm([exampleItem('a')]);
    await pull(store.context, { realm: name, takeOver: true });
    await store.edit(name, 'a', false);
    const before = await store.reviewed(name, 'a');
    const other = exampleItem('a', { user: { S: 'other' } });
    await store.sandbox.dynamo.putItem(table, other);
    await pull(store.context, { realm: name, takeOver: false });
    const { items } = await publish(store.context, { realm: name, items: [before] });
    expect(items).toMatchObject([{ state: 'refused', code: 'CHANGED_THERE' }]);
    expect(await store.itemsIn(table)).toEqual([other]);
  });

  it.each([
    ['read-only', { readOnly: true }, { state: 'failed', message: expect.stringContaining('read-only') }],
    [
      'to take four eyes',
      { fourEyes: true },
      { state: 'failed', message: expect.stringContaining('four eyes') },
    ],
    [
      'to have another table',
      { connectionsTable: 'lava.elsewhere.connections' },
      { state: 'refused', message: expect.stringContaining('another table') },
    ],
  ])('ends before the next write when the realm is made %s', async (_, settings, rest) => {
    const ids = ['a', 'b', 'c'];
    const { name, table } = await store.newRealm(ids.map((id) => exampleItem(id)));
    await pull(store.context, { realm: name, takeOver: true });
    await setEnabledNow(store.context, { realm: name, connIds: ids, enabled: false });
    await store.create(name, 'd');
    const items = await Promise.all([...ids, 'd'].map((id) => store.reviewed(name, id)));
    // The first write waits until the settings are saved.
    let refusals = 0;
    store.sandbox.dynamo.fail((operation) => {
      if (operation !== 'UpdateItem') return null;
      refusals += 1;
      return { code: 'ThrottlingException', status: 400 };
    });
    const { publicationId } = await startPublication(store.context, { realm: name, items });
    await expect.poll(() => refusals, { timeout: 20_000 }).toBeGreaterThan(0);
    const { version, connections: _connections, ...realm } = await getRealm(store.context, name);
    await updateRealm(store.context, { version, realm: { ...realm, ...settings } });
    store.sandbox.dynamo.fail(null);
    const published = () => getPublication(store.context, name, String(publicationId));
    await expect.poll(async () => (await published()).state, { timeout: 20_000 }).toBe('finished');
    expect((await published()).items).toMatchObject([{ connId: 'a', state: 'done' }, rest, rest, rest]);
    const there = Object.fromEntries((await store.itemsIn(table)).map((item) => [idOf(item), item]));
    expect(Object.keys(there).sort()).toEqual(ids);
    expect(there).toMatchObject({
      a: { enabled: { BOOL: false } },
      b: exampleItem('b'),
      c: exampleItem('c'),
    });
  });

  it('refuses what was not reviewed as it is, and realms that are read-only', async () => {
    const { name } = await store.newRealm([exampleItem('a')]);
    await pull(store.context, { realm: name, takeOver: true });
    const before = await store.reviewed(name, 'a');
    await store.edit(name, 'a', false);
    expect((await publish(store.context, { realm: name, items: [before] })).items).toMatchObject([
      { state: 'refused', code: 'CHANGED_HERE' },
    ]);
    const readOnly = await store.newRealm([exampleItem('a')], { readOnly: true });
    await pull(store.context, { realm: readOnly.name, takeOver: true });
    await store.edit(readOnly.name, 'a', false);
    await expect(
      startPublication(store.context, {
        realm: readOnly.name,
        items: [await store.reviewed(readOnly.name, 'a')],
      }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('leaves an audit event for every connection that was written', async () => {
    const { name } = await store.newRealm([exampleItem('a')]);
    await pull(store.context, { realm: name, takeOver: true });
    await store.edit(name, 'a', false);
    await publish(store.context, { realm: name, items: [await store.reviewed(name, 'a')] });
    const events = await prisma().auditEvent.findMany({ where: { realm: name }, orderBy: { at: 'asc' } });
    const actions = events.map(({ action, target, outcome }) => [action, target, outcome]);
    expect(actions).toEqual(
      expect.arrayContaining([
        ['lava.pull', null, 'done'],
        ['connection.take-over', 'a', 'done'],
        ['connection.publish', 'a', 'done'],
        ['lava.publish', null, 'done'],
      ]),
    );
    expect(events.find(({ action }) => action === 'connection.publish')?.details).toMatchObject({
      fields: ['enabled'],
    });
  });
});

/** Gives the other console an own change, past its version check; `enabled` such that the next round changes it. */
async function createOther(realm: string, round: number) {
  await prisma().connection.updateMany({
    where: { connId: 'a', realm: { name: realm } },
    data: {
      specHash: `round-${round}`,
      spec: { conn_id: 'a', type: 'redshift', enabled: round % 2 === 1, round },
    },
  });
}

function idOf({ conn_id }: LavaItem): string {
  return conn_id && 'S' in conn_id ? conn_id.S : '';
}

function fail(): never {
  throw new Error('Not reviewed.');
}
