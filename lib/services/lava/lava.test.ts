import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LavaItem } from '../../connectors/lava-item';
import { SYNC_STATES, type SyncState, syncStateOf } from '../../connectors/sync-state';
import { prisma } from '../../db/prisma';
import type { Fault } from '../../sandbox/stand-in-dynamo';
import { createConnection } from '../connections/create-connection';
import { deleteConnections } from '../connections/delete-connections';
import { setEnabled } from '../connections/set-enabled';
import { getRealm } from '../realms/get-realm';
import { updateRealm } from '../realms/update-realm';
import { openFilledStore } from '../testing/test-store';
import { compareWithLava } from './compare';
import { keepHere } from './keep-here';
import { offerRealms } from './offer-realms';
import { getPublication, publish, retryPublication, startPublication } from './start-publication';
import { latestPull, pull, startPull } from './start-pull';
import { SYNC_STATE } from './sync-sql';
import { takeOver } from './take-over';
import { threeWay } from './three-way';

type Store = Awaited<ReturnType<typeof openFilledStore>>;
let store: Store;
let next = 0;

beforeAll(async () => {
  store = await openFilledStore();
});
afterEach(() => store.sandbox.dynamo.fail(null));
afterAll(() => store.close());

const item = (connId: string, more: LavaItem = {}): LavaItem => ({
  conn_id: { S: connId },
  type: { S: 'redshift' },
  enabled: { BOOL: true },
  host: { S: 'analytics-dev.c7k2mzq4x9ab.ap-southeast-2.redshift.amazonaws.com' },
  port: { N: '5439' },
  database: { S: 'warehouse' },
  user: { S: 'etl' },
  ...more,
});

/** A realm with tables of its own. */
async function newRealm(items: readonly LavaItem[], more: { readOnly?: boolean; table?: string } = {}) {
  next += 1;
  const name = `pull-${next}`;
  const connectionsTable = more.table ?? `lava.${name}.connections`;
  if (!more.table) await store.sandbox.dynamo.fillTable(connectionsTable, 'conn_id', items);
  await prisma().realm.create({
    data: {
      name,
      account: '123456789012',
      region: 'ap-southeast-2',
      kmsAlias: `alias/lava-${name}-sys`,
      connectionsTable,
      readOnly: more.readOnly ?? false,
    },
  });
  return { name, table: connectionsTable };
}

const all = { states: [], text: '', page: 1, pageSize: 200 } as const;

async function states(realm: string): Promise<Record<string, SyncState>> {
  const { rows } = await compareWithLava(store.context, realm, all);
  return Object.fromEntries(rows.map(({ connId, state }) => [connId, state]));
}

async function itemsIn(table: string): Promise<LavaItem[]> {
  const answer = await fetch(store.sandbox.dynamo.endpoint, {
    method: 'POST',
    headers: {
      authorization:
        'AWS4-HMAC-SHA256 Credential=T/20260101/t/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-date': '20260101T000000Z',
      'x-amz-target': 'DynamoDB_20120810.Scan',
    },
    body: JSON.stringify({ TableName: table }),
  });
  const { Items }: { Items: LavaItem[] } = await answer.json();
  return Items;
}

async function reviewed(realm: string, connId: string) {
  const { version, token } = await threeWay(store.context, realm, connId);
  return { connId, version, token };
}

async function edit(realm: string, connId: string, enabled: boolean) {
  await setEnabled(store.context, { realm, connIds: [connId], enabled });
}

describe('the sandbox', () => {
  it('shows every way in which the two sides can differ', async () => {
    const { counts, problems, safe } = await compareWithLava(store.context, 'dev', all);
    for (const state of SYNC_STATES) expect(counts[state], state).toBeGreaterThan(0);
    expect(problems).toBe(1);
    expect(safe).toBeGreaterThan(0);
    const removals = (await compareWithLava(store.context, 'dev', all)).rows.map(({ removal }) => removal);
    expect(removals).toContain('deleted-here');
    expect(removals).toContain('deleted-there');
  });

  it('stands as a pull would leave it', async () => {
    const before = await states('dev');
    expect(await pull(store.context, { realm: 'dev', takeOver: false })).toMatchObject({
      state: 'finished',
      error: null,
    });
    expect(await states('dev')).toEqual(before);
  });
});

describe('the state in SQL', () => {
  it('is the one that the rule gives', async () => {
    const side = fc.constantFrom(null, 'a', 'b', 'c');
    await fc.assert(
      fc.asyncProperty(side, side, side, async (seen, now, here) => {
        const [row] = await prisma().$queryRaw<{ state: string | null }[]>`
          select ${SYNC_STATE} as "state" from (select ${here}::text as "specHash") c,
            (select ${seen}::text as "seenHash", ${now}::text as "nowHash") l`;
        expect(row?.state ?? null).toBe(syncStateOf({ seen, now, here }));
      }),
      { numRuns: 64 },
    );
  });
});

describe('lava’s list of realms', () => {
  const place = { region: 'ap-southeast-2', roleArn: '', externalId: '' };

  it('is offered for a new realm, with its duration', async () => {
    const offered = await offerRealms(store.context, place);
    expect(offered.filter(({ name }) => ['dev', 'staging'].includes(name))).toMatchObject([
      { name: 'dev', known: true },
      { name: 'staging', known: false, passwordDuration: '20m', description: 'Rehearsals before a release.' },
    ]);
  });

  it('says when it may not be read, and which region is no region', async () => {
    store.sandbox.dynamo.fail(() => ({ code: 'AccessDeniedException', status: 400 }));
    await expect(offerRealms(store.context, place)).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: 'AWS denies dynamodb:Scan on the table lava.realms.',
    });
    await expect(offerRealms(store.context, { ...place, region: 'nowhere' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });
});

describe('pulling', () => {
  it('keeps every item as it is, and publishing it untouched changes nothing', async () => {
    const odd = item('odd', {
      ssl: { S: 'true' },
      enabled: { S: 'false' },
      'x-team': { M: { ids: { L: [{ N: '1' }, { NULL: true }] } } },
      unknown: { L: [] },
    });
    const { name, table } = await newRealm([odd]);
    await pull(store.context, { realm: name, takeOver: true });
    const { here } = await threeWay(store.context, name, 'odd');
    expect(here).toMatchObject({ port: 5439, ssl: 'true', enabled: 'false', unknown: [] });
    const before = await itemsIn(table);
    expect(await publish(store.context, { realm: name, items: [await reviewed(name, 'odd')] })).toMatchObject(
      {
        items: [{ state: 'done' }],
      },
    );
    expect(await itemsIn(table)).toEqual(before);

    await edit(name, 'odd', true);
    await publish(store.context, { realm: name, items: [await reviewed(name, 'odd')] });
    expect(await itemsIn(table)).toEqual([{ ...odd, enabled: { BOOL: true } }]);
  });

  it('takes nothing over unless asked, and never what was changed here too', async () => {
    const { name, table } = await newRealm([item('a'), item('b'), item('c')]);
    await pull(store.context, { realm: name, takeOver: false });
    expect(await states(name)).toEqual({ a: 'only-there', b: 'only-there', c: 'only-there' });
    await pull(store.context, { realm: name, takeOver: true });
    expect(await states(name)).toEqual({ a: 'same', b: 'same', c: 'same' });

    await edit(name, 'b', false);
    for (const id of ['a', 'b']) await store.sandbox.dynamo.putItem(table, item(id, { user: { S: 'new' } }));
    await store.sandbox.dynamo.deleteItem(table, { conn_id: { S: 'c' } });
    await pull(store.context, { realm: name, takeOver: false });
    expect(await states(name)).toEqual({ a: 'changed-there', b: 'changed-both', c: 'only-here' });
    await pull(store.context, { realm: name, takeOver: true });
    expect(await states(name)).toEqual({ a: 'same', b: 'changed-both', c: 'only-here' });
    // What is gone there is deleted here only on request.
    expect(await takeOver(store.context, { realm: name, connIds: 'safe' })).toEqual({ taken: ['c'] });
    expect(await states(name)).toEqual({ a: 'same', b: 'changed-both' });
  });

  it('deletes nothing in a protected realm', async () => {
    const { name, table } = await newRealm([item('a')]);
    await pull(store.context, { realm: name, takeOver: true });
    await prisma().realm.update({ where: { name }, data: { protected: true } });
    await store.sandbox.dynamo.deleteItem(table, { conn_id: { S: 'a' } });
    await pull(store.context, { realm: name, takeOver: true });
    expect(await takeOver(store.context, { realm: name, connIds: 'safe' })).toEqual({ taken: [] });
    await expect(takeOver(store.context, { realm: name, connIds: ['a'] })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await states(name)).toEqual({ a: 'only-here' });
  });

  it('forgets what was seen when the realm is led to another table', async () => {
    const { name } = await newRealm([item('a')]);
    await pull(store.context, { realm: name, takeOver: true });
    const { version, connections: _, ...realm } = await getRealm(store.context, name);
    await store.sandbox.dynamo.fillTable(`lava.${name}.empty`, 'conn_id', []);
    await updateRealm(store.context, {
      version,
      realm: { ...realm, connectionsTable: `lava.${name}.empty` },
    });
    await pull(store.context, { realm: name, takeOver: true });
    expect(await takeOver(store.context, { realm: name, connIds: 'safe' })).toEqual({ taken: [] });
    expect(await states(name)).toEqual({ a: 'only-here' });
  });

  it('does not run while something is published, nor the other way round', async () => {
    const { name } = await newRealm([item('a')]);
    await pull(store.context, { realm: name, takeOver: true });
    await edit(name, 'a', false);
    const { id: realmId } = await prisma().realm.findUniqueOrThrow({ where: { name } });
    const running = {
      realmId,
      state: 'running',
      startedAt: new Date(),
      beatAt: new Date(),
      actor: 'somebody',
    };
    const publication = await prisma().publication.create({ data: running });
    await expect(startPull(store.context, { realm: name, takeOver: false })).rejects.toMatchObject({
      code: 'TOO_MANY',
    });
    await prisma().publication.delete({ where: { id: publication.id } });
    await prisma().pull.create({ data: running });
    await expect(
      startPublication(store.context, { realm: name, items: [await reviewed(name, 'a')] }),
    ).rejects.toMatchObject({ code: 'TOO_MANY' });
  });

  it('keeps what cannot be a specification out, says why, and keeps no secret', async () => {
    const { name, table } = await newRealm([
      item('sets', { 'x-tags': { SS: ['a'] } }),
      item('bytes', { 'x-bin': { B: 'AAEC' } }),
      item('secret', { password: { S: 'Tr0ub4dor&3-correct!' } }),
      item('number', { password: { N: '83726151' } }),
      item('nul', { description: { S: 'half\u0000way' } }),
      item('../../etc'),
      item('fine'),
      item('Fine'),
    ]);
    await pull(store.context, { realm: name, takeOver: true });
    const { rows } = await compareWithLava(store.context, name, all);
    expect(Object.fromEntries(rows.map(({ connId, state }) => [connId, state]))).toEqual({
      sets: 'only-there',
      bytes: 'only-there',
      secret: 'only-there',
      number: 'only-there',
      nul: 'only-there',
      '../../etc': 'only-there',
      fine: 'same',
      Fine: 'same',
    });
    expect(rows.find(({ connId }) => connId === 'sets')?.problem).toContain('`x-tags` is a set of strings');
    const [dump] = await prisma().$queryRaw<{ text: string }[]>`
      select string_agg("now"::text, '') as "text" from "LavaItem"`;
    expect(dump?.text).not.toContain('Tr0ub4dor');
    expect(dump?.text).not.toContain('83726151');
    await expect(takeOver(store.context, { realm: name, connIds: ['fine', 'sets'] })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      extra: { problems: [{ path: 'sets' }] },
    });
    expect(await itemsIn(table)).toHaveLength(8);
  });

  it('keeps an item of 400 kB', async () => {
    const { name } = await newRealm([item('big', { owner: { S: 'x'.repeat(399_000) } })]);
    expect(await pull(store.context, { realm: name, takeOver: true })).toMatchObject({ state: 'finished' });
    expect(String((await threeWay(store.context, name, 'big')).here?.owner)).toHaveLength(399_000);
    expect(await states(name)).toEqual({ big: 'same' });
  });

  it.each<[string, Fault, RegExp]>([
    ['access is denied', () => ({ code: 'AccessDeniedException', status: 400 }), /denies dynamodb:Scan/],
    [
      'the second page fails',
      (() => {
        let scans = 0;
        return (operation: string) => {
          if (operation === 'Scan') scans += 1;
          return operation === 'Scan' && scans > 1 ? { code: 'AccessDeniedException', status: 400 } : null;
        };
      })(),
      /denies dynamodb:Scan/,
    ],
  ])('shows nothing half-read when %s', async (_, fault, message) => {
    const { name } = await newRealm(
      Array.from({ length: 200 }, (_unused, index) =>
        item(`c-${index}`, { description: { S: 'x'.repeat(8_000) } }),
      ),
    );
    store.sandbox.dynamo.fail(fault);
    const failed = await pull(store.context, { realm: name, takeOver: true });
    expect(failed).toMatchObject({ state: 'failed', error: { message: expect.stringMatching(message) } });
    expect(await states(name)).toEqual({});
    expect(await prisma().pulledItem.count()).toBe(0);
    store.sandbox.dynamo.fail(null);
    expect(await pull(store.context, { realm: name, takeOver: true })).toMatchObject({ connections: 200 });
  });

  it('waits while DynamoDB throttles', async () => {
    const { name } = await newRealm([item('a')]);
    let refusals = 0;
    store.sandbox.dynamo.fail((operation) => {
      if (operation !== 'Scan' || refusals >= 12) return null;
      refusals += 1;
      return { code: 'ProvisionedThroughputExceededException', status: 400 };
    });
    expect(await pull(store.context, { realm: name, takeOver: true })).toMatchObject({ state: 'finished' });
    expect(refusals).toBe(12);
  });

  it('says that a table does not exist', async () => {
    const { name } = await newRealm([], { table: 'lava.gone.connections' });
    expect(await pull(store.context, { realm: name, takeOver: true })).toMatchObject({
      state: 'failed',
      error: { message: expect.stringContaining('There is no DynamoDB table lava.gone.connections') },
    });
  });

  it('runs once at a time, and after an interruption again', async () => {
    const { name } = await newRealm([item('a')]);
    const realm = await prisma().realm.findUniqueOrThrow({ where: { name } });
    const running = { realmId: realm.id, state: 'running', startedAt: new Date(), actor: 'somebody' };
    const row = await prisma().pull.create({ data: { ...running, beatAt: new Date() } });
    await expect(startPull(store.context, { realm: name, takeOver: false })).rejects.toMatchObject({
      code: 'TOO_MANY',
    });
    await prisma().pull.update({ where: { id: row.id }, data: { beatAt: new Date(Date.now() - 60_000) } });
    await prisma().pulledItem.create({
      data: { pullId: row.id, kind: 'connection', key: 'half', item: {}, hash: 'x' },
    });
    expect((await latestPull(store.context, name)).latest).toMatchObject({ state: 'interrupted' });
    expect(await states(name)).toEqual({});
    expect(await pull(store.context, { realm: name, takeOver: true })).toMatchObject({ state: 'finished' });
    expect(await states(name)).toEqual({ a: 'same' });
  });

  it('takes over the duration that lava’s list of realms says', async () => {
    const { name } = await newRealm([item('a')]);
    await store.sandbox.dynamo.putItem('lava.realms', {
      realm: { S: name },
      config: { M: { RS_PASSWORD_DURATION: { S: '40m' } } },
    });
    await pull(store.context, { realm: name, takeOver: true });
    expect(await prisma().realm.findUnique({ where: { name } })).toMatchObject({ passwordDuration: '40m' });
  });
});

describe('a table of 5,000 items', () => {
  it('is pulled, compared and taken over whole', async () => {
    const many = Array.from({ length: 5_000 }, (_, index) =>
      item(`team-${index % 25}/load-${String(index).padStart(4, '0')}`, { 'x-number': { N: String(index) } }),
    );
    const { name, table } = await newRealm(many);
    expect(await pull(store.context, { realm: name, takeOver: true })).toMatchObject({
      state: 'finished',
      connections: 5_000,
    });
    await store.sandbox.dynamo.putItem(table, item('team-7/load-0007', { user: { S: 'other' } }));
    await pull(store.context, { realm: name, takeOver: false });
    const { counts, total } = await compareWithLava(store.context, name, { ...all, pageSize: 20 });
    expect(total).toBe(5_000);
    expect(counts).toMatchObject({ same: 4_999, 'changed-there': 1, 'only-there': 0, 'only-here': 0 });
  }, 120_000);
});

describe('publishing', () => {
  it('creates, updates and deletes, and both sides agree afterwards', async () => {
    const { name, table } = await newRealm([item('a'), item('b'), item('c')]);
    await pull(store.context, { realm: name, takeOver: true });
    await edit(name, 'a', false);
    await deleteConnections(store.context, { realm: name, connIds: ['b'] });
    await createConnection(store.context, {
      realm: name,
      spec: {
        conn_id: 'd',
        type: 'redshift',
        enabled: true,
        host: 'analytics-dev.c7k2mzq4x9ab.ap-southeast-2.redshift.amazonaws.com',
        port: 5439,
        database: 'warehouse',
        user: 'etl',
      },
    });
    const items = await Promise.all(['a', 'b', 'd'].map((id) => reviewed(name, id)));
    const done = await publish(store.context, { realm: name, items });
    expect(done.items.map(({ connId, action, state }) => [connId, action, state])).toEqual([
      ['a', 'update', 'done'],
      ['b', 'delete', 'done'],
      ['d', 'create', 'done'],
    ]);
    expect(await states(name)).toEqual({ a: 'same', c: 'same', d: 'same' });
    const ids = (await itemsIn(table)).map(({ conn_id }) => conn_id && 'S' in conn_id && conn_id.S).sort();
    expect(ids).toEqual(['a', 'c', 'd']);
    await pull(store.context, { realm: name, takeOver: false });
    expect(await states(name)).toEqual({ a: 'same', c: 'same', d: 'same' });
  });

  it('never writes over a change made elsewhere: it becomes a conflict that is settled either way', async () => {
    const { name, table } = await newRealm([item('a')]);
    await pull(store.context, { realm: name, takeOver: true });
    await edit(name, 'a', false);
    const first = await reviewed(name, 'a');
    await store.sandbox.dynamo.putItem(table, item('a', { user: { S: 'theirs' } }));
    const refused = await publish(store.context, { realm: name, items: [first] });
    expect(refused.items).toMatchObject([{ state: 'conflict', code: 'CONFLICT' }]);
    expect(await itemsIn(table)).toEqual([item('a', { user: { S: 'theirs' } })]);
    const three = await threeWay(store.context, name, 'a');
    expect(three).toMatchObject({
      state: 'changed-both',
      conflict: true,
      seen: { user: 'etl', enabled: true },
      there: { user: 'theirs', enabled: true },
      here: { user: 'etl', enabled: false },
    });
    // A conflict is not published, whatever the client says.
    expect(
      (await publish(store.context, { realm: name, items: [await reviewed(name, 'a')] })).items,
    ).toMatchObject([{ state: 'refused', code: 'CONFLICT_OPEN' }]);

    await expect(
      keepHere(store.context, { realm: name, connId: 'a', token: first.token }),
    ).rejects.toMatchObject({ code: 'CONFLICT' });
    const merged = { ...three.there, enabled: false };
    const settled = await keepHere(store.context, {
      realm: name,
      connId: 'a',
      token: three.token,
      merged: { spec: JSON.parse(JSON.stringify(merged)), version: three.version ?? 0 },
    });
    expect(settled).toMatchObject({ state: 'changed-here', conflict: false });
    await publish(store.context, { realm: name, items: [await reviewed(name, 'a')] });
    expect(await itemsIn(table)).toEqual([item('a', { user: { S: 'theirs' }, enabled: { BOOL: false } })]);
    expect(await states(name)).toEqual({ a: 'same' });
  });

  it('lets one of two dashboards win, and shows the other the conflict', async () => {
    const one = await newRealm([item('a')]);
    const other = await newRealm([], { table: one.table });
    for (const { name } of [one, other]) await pull(store.context, { realm: name, takeOver: true });
    for (let round = 0; round < 5; round += 1) {
      await edit(one.name, 'a', round % 2 === 1);
      await prisma().connection.updateMany({
        where: { connId: 'a', realm: { name: other.name } },
        data: { version: { increment: 1 } },
      });
      await createOther(other.name, round);
      const sides = await Promise.all([one, other].map(({ name }) => reviewed(name, 'a')));
      const results = await Promise.all([
        publish(store.context, { realm: one.name, items: [sides[0] ?? fail()] }),
        publish(store.context, { realm: other.name, items: [sides[1] ?? fail()] }),
      ]);
      const outcomes = results.map(({ items }) => items[0]?.state).sort();
      expect(outcomes).toEqual(['conflict', 'done']);
      const loser = results[0]?.items[0]?.state === 'conflict' ? one.name : other.name;
      expect(await states(loser)).toEqual({ a: 'changed-both' });
      await takeOver(store.context, { realm: loser, connIds: ['a'] });
      for (const { name } of [one, other]) await pull(store.context, { realm: name, takeOver: true });
    }
  });

  it('tells truthfully what half-failing writes left, and takes the rest again', async () => {
    const ids = Array.from({ length: 8 }, (_, index) => `c-${index}`);
    const { name } = await newRealm(ids.map((id) => item(id)));
    await pull(store.context, { realm: name, takeOver: true });
    await setEnabled(store.context, { realm: name, connIds: ids, enabled: false });
    const items = await Promise.all(ids.map((id) => reviewed(name, id)));
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
    const now = await states(name);
    for (const connId of ids) expect(now[connId]).toBe(failed.includes(connId) ? 'changed-here' : 'same');

    store.sandbox.dynamo.fail(null);
    const { publicationId: retried } = await retryPublication(store.context, {
      realm: name,
      publicationId: id,
    });
    const publicationId = String(retried);
    await expect
      .poll(async () => (await getPublication(store.context, name, publicationId)).state, { timeout: 20_000 })
      .toBe('finished');
    const again = await getPublication(store.context, name, publicationId);
    expect(again.items.map(({ connId, state }) => [connId, state])).toEqual(failed.map((id) => [id, 'done']));
    expect(new Set(Object.values(await states(name)))).toEqual(new Set(['same']));
  });

  it('stops at once where nothing may be written', async () => {
    const { name } = await newRealm([item('a'), item('b')]);
    await pull(store.context, { realm: name, takeOver: true });
    await setEnabled(store.context, { realm: name, connIds: ['a', 'b'], enabled: false });
    let writes = 0;
    store.sandbox.dynamo.fail((operation) => {
      if (operation !== 'UpdateItem') return null;
      writes += 1;
      return { code: 'AccessDeniedException', status: 400 };
    });
    const items = await Promise.all(['a', 'b'].map((id) => reviewed(name, id)));
    const { items: outcome } = await publish(store.context, { realm: name, items });
    expect(outcome).toMatchObject([
      { state: 'failed', message: expect.stringContaining('dynamodb:UpdateItem') },
      { state: 'failed' },
    ]);
    expect(writes).toBe(1);
  });

  it('heals what an interruption left between the two stores', async () => {
    const { name, table } = await newRealm([item('a')]);
    await pull(store.context, { realm: name, takeOver: true });
    await edit(name, 'a', false);
    const before = await reviewed(name, 'a');
    // Written there, not recorded here: as after a kill between the two.
    await store.sandbox.dynamo.putItem(table, item('a', { enabled: { BOOL: false } }));
    const { items } = await publish(store.context, { realm: name, items: [before] });
    expect(items).toMatchObject([{ state: 'done' }]);
    expect(await states(name)).toEqual({ a: 'same' });
  });

  it('refuses what was not reviewed as it is, and realms that are read-only', async () => {
    const { name } = await newRealm([item('a')]);
    await pull(store.context, { realm: name, takeOver: true });
    const before = await reviewed(name, 'a');
    await edit(name, 'a', false);
    expect((await publish(store.context, { realm: name, items: [before] })).items).toMatchObject([
      { state: 'refused', code: 'CHANGED_HERE' },
    ]);
    const readOnly = await newRealm([item('a')], { readOnly: true });
    await pull(store.context, { realm: readOnly.name, takeOver: true });
    await edit(readOnly.name, 'a', false);
    await expect(
      startPublication(store.context, { realm: readOnly.name, items: [await reviewed(readOnly.name, 'a')] }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('leaves an audit event for every connection that was written', async () => {
    const { name } = await newRealm([item('a')]);
    await pull(store.context, { realm: name, takeOver: true });
    await edit(name, 'a', false);
    await publish(store.context, { realm: name, items: [await reviewed(name, 'a')] });
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

/** Gives the other dashboard an own change, past its version check; `enabled` such that the next round changes it. */
async function createOther(realm: string, round: number) {
  await prisma().connection.updateMany({
    where: { connId: 'a', realm: { name: realm } },
    data: {
      specHash: `round-${round}`,
      spec: { conn_id: 'a', type: 'redshift', enabled: round % 2 === 1, round },
    },
  });
}

function fail(): never {
  throw new Error('Not reviewed.');
}
