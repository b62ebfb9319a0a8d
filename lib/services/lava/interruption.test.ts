import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { prisma } from '../../db/prisma';
import { exampleItem } from '../../sandbox/example-item';
import { realmTables } from '../runtime';
import { deleteNow, setEnabledNow } from '../testing/as-seen';
import { type DynamoGate, openDynamoGate } from '../testing/dynamo-gate';
import { type LavaStore, openLavaStore } from '../testing/lava-store';
import { latestPublication } from './latest-publication';
import { getPublication, publish, retryPublication, startPublication } from './start-publication';
import { latestPull, pull, startPull } from './start-pull';

const RUN = path.resolve(import.meta.dirname, '../../../scripts/run-bundled.mjs');
const WORK = 'lib/services/testing/lava-work-process.ts';

let store: LavaStore;
let gate: DynamoGate;
let name = '';
const children = new Set<ChildProcess>();

beforeAll(async () => {
  store = await openLavaStore();
  gate = await openDynamoGate(store.sandbox.dynamo.endpoint);
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', gate.endpoint);
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await gate.stop();
  await store.close();
});

/** Four pages of a scan. */
const LARGE = Array.from({ length: 400 }, (_, index) =>
  exampleItem(`c-${index}`, { description: { S: 'x'.repeat(8_000) } }),
);

function start(kind: 'startPull' | 'startPublication', input: object): ChildProcess {
  const child = spawn(process.execPath, [RUN, WORK, kind, JSON.stringify(input)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  children.add(child);
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  expect(child.exitCode).toBeNull();
  child.kill('SIGKILL');
  if (child.signalCode === null) await once(child, 'exit');
}

/** As if so much time had passed that silence means the end. */
async function silenceFor31s(): Promise<void> {
  await prisma().$executeRaw`update "Pull" set "beatAt" = "beatAt" - interval '31 seconds'`;
  await prisma().$executeRaw`update "Publication" set "beatAt" = "beatAt" - interval '31 seconds'`;
}

const states = () => store.states(name);

async function expectInterruptedPull(): Promise<void> {
  expect((await latestPull(store.context, name)).latest).toMatchObject({ state: 'running' });
  await expect(startPull(store.context, { realm: name, takeOver: true })).rejects.toMatchObject({
    code: 'TOO_MANY',
  });
  await silenceFor31s();
  expect((await latestPull(store.context, name)).latest).toMatchObject({
    state: 'interrupted',
    finishedAt: null,
  });
}

async function expectWholePull(): Promise<void> {
  expect(await pull(store.context, { realm: name, takeOver: true })).toMatchObject({
    state: 'finished',
    connections: LARGE.length,
  });
  const now = Object.values(await states());
  expect(now).toHaveLength(LARGE.length);
  expect(new Set(now)).toEqual(new Set(['same']));
  expect(await prisma().pulledItem.count()).toBe(0);
}

describe('a pull whose process is killed', () => {
  it('while it reads shows nothing of what it read, and can be run again', async () => {
    ({ name } = await store.newRealm(LARGE));
    const held = gate.hold({ operation: 'Scan', nth: 3, when: 'before' });
    const child = start('startPull', { realm: name, takeOver: true });
    await held;
    await expect.poll(() => prisma().pulledItem.count()).toBeGreaterThan(0);
    await kill(child);
    await expectInterruptedPull();
    expect(await states()).toEqual({});
    expect(await prisma().connection.count({ where: { realm: { name } } })).toBe(0);
    await expectWholePull();
  });

  it('leaves what an earlier one showed', async () => {
    let table: string;
    ({ name, table } = await store.newRealm(LARGE));
    await pull(store.context, { realm: name, takeOver: true });
    const before = await states();
    await store.sandbox.dynamo.putItem(table, exampleItem('c-7', { user: { S: 'other' } }));
    await store.sandbox.dynamo.deleteItem(table, { conn_id: { S: 'c-8' } });
    const held = gate.hold({ operation: 'Scan', nth: 4, when: 'after' });
    const child = start('startPull', { realm: name, takeOver: true });
    await held;
    await kill(child);
    await expectInterruptedPull();
    expect(await states()).toEqual(before);
    await pull(store.context, { realm: name, takeOver: false });
    expect(await states()).toEqual({ ...before, 'c-7': 'changed-there', 'c-8': 'only-here' });
  });

  it('while it makes everything count makes nothing count', async () => {
    ({ name } = await store.newRealm(LARGE));
    await prisma().$transaction(
      async (db) => {
        await db.$executeRaw`lock table "Connection" in share mode`;
        const child = start('startPull', { realm: name, takeOver: true });
        await expect
          .poll(
            async () => {
              const [waiting] = await db.$queryRaw<{ count: number }[]>`
                select count(*)::int as "count" from pg_locks where not granted`;
              return waiting?.count;
            },
            { timeout: 20_000 },
          )
          .toBeGreaterThan(0);
        await kill(child);
      },
      { timeout: 30_000 },
    );
    await expectInterruptedPull();
    expect(await states()).toEqual({});
    await expectWholePull();
  });
});

describe('a process that stands still for long, then goes on', () => {
  it('lets its pull not count over what was published meanwhile', async () => {
    const { table, ...realm } = await store.newRealm([exampleItem('a')]);
    name = realm.name;
    await pull(store.context, { realm: name, takeOver: true });
    await store.edit(name, 'a', false);
    const items = [await store.reviewed(name, 'a')];
    const held = gate.hold({ operation: 'Scan', nth: 1, when: 'after' });
    const child = start('startPull', { realm: name, takeOver: true });
    const release = await held;
    child.kill('SIGSTOP');
    await silenceFor31s();
    expect((await publish(store.context, { realm: name, items })).items).toMatchObject([{ state: 'done' }]);
    child.kill('SIGCONT');
    release();
    const where = { realm: name, action: 'lava.pull', outcome: { not: 'started' } };
    await expect.poll(() => prisma().auditEvent.count({ where }), { timeout: 20_000 }).toBe(2);
    expect((await latestPull(store.context, name)).latest).toMatchObject({ state: 'interrupted' });
    expect(await states()).toEqual({ a: 'same' });
    expect(await store.item(table, 'a')).toMatchObject({ enabled: { BOOL: false } });
    expect(await prisma().pulledItem.count()).toBe(0);
  });

  it('lets its publication write no more once something else began', async () => {
    const ids = ['a', 'b'];
    const { table, ...realm } = await store.newRealm(ids.map((id) => exampleItem(id)));
    name = realm.name;
    await pull(store.context, { realm: name, takeOver: true });
    await setEnabledNow(store.context, { realm: name, connIds: ids, enabled: false });
    const items = await Promise.all(ids.map((id) => store.reviewed(name, id)));
    const held = gate.hold({ operation: 'UpdateItem', nth: 1, when: 'after' });
    const child = start('startPublication', { realm: name, items });
    const release = await held;
    child.kill('SIGSTOP');
    await silenceFor31s();
    await pull(store.context, { realm: name, takeOver: false });
    child.kill('SIGCONT');
    release();
    const { id } = await prisma().publication.findFirstOrThrow({ where: { realm: { name } } });
    const published = () => getPublication(store.context, name, id);
    await expect.poll(async () => (await published()).items[0]?.state, { timeout: 20_000 }).toBe('done');
    await pull(store.context, { realm: name, takeOver: false });
    expect(await published()).toMatchObject({ state: 'interrupted', items: [{}, { state: 'waiting' }] });
    expect(await store.item(table, 'b')).toEqual(exampleItem('b'));
    expect(await states()).toEqual({ a: 'same', b: 'changed-here' });
  });
});

describe('a publication whose process is killed', () => {
  /** Two updates, a deletion, a creation and one more update, made here and not published yet. */
  async function changedHere() {
    let table: string;
    ({ name, table } = await store.newRealm(['a', 'b', 'c', 'e'].map((id) => exampleItem(id))));
    await pull(store.context, { realm: name, takeOver: true });
    await setEnabledNow(store.context, { realm: name, connIds: ['a', 'b', 'e'], enabled: false });
    await deleteNow(store.context, { realm: name, connIds: ['c'] });
    await store.create(name, 'd');
    const items = await Promise.all(
      ['a', 'b', 'c', 'd', 'e'].map(async (connId) => {
        return store.reviewed(name, connId);
      }),
    );
    return { table, items };
  }

  async function there(table: string, connId: string) {
    const realm = await prisma().realm.findUniqueOrThrow({ where: { name } });
    const key = { table, name: 'conn_id', value: connId };
    return realmTables(realm).getItem(key, AbortSignal.timeout(10_000));
  }

  it.each([
    ['before an update', { operation: 'UpdateItem', nth: 2, when: 'before' }, ['a'], ['a']],
    [
      'after an update, before it is recorded',
      { operation: 'UpdateItem', nth: 2, when: 'after' },
      ['a'],
      ['a', 'b'],
    ],
    [
      'after a deletion, before it is recorded',
      { operation: 'DeleteItem', nth: 1, when: 'after' },
      ['a', 'b'],
      ['a', 'b', 'c'],
    ],
    [
      'after a creation, before it is recorded',
      { operation: 'PutItem', nth: 1, when: 'after' },
      ['a', 'b', 'c'],
      ['a', 'b', 'c', 'd'],
    ],
  ] as const)('%s tells what is done, and the rest can be taken', async (_, at, done, written) => {
    const { table, items } = await changedHere();
    const from = gate.written.length;
    const held = gate.hold(at);
    const child = start('startPublication', { realm: name, items });
    await held;
    await kill(child);

    const { id } = await prisma().publication.findFirstOrThrow({ where: { realm: { name } } });
    await expect(startPublication(store.context, { realm: name, items })).rejects.toMatchObject({
      code: 'TOO_MANY',
    });
    await silenceFor31s();
    const interrupted = await getPublication(store.context, name, id);
    expect(interrupted.state).toBe('interrupted');
    // Found by who was not there when it began.
    expect((await latestPublication(store.context, name)).latest).toMatchObject({
      id,
      state: 'interrupted',
      total: items.length,
      done: done.length,
      left: items.length - done.length,
      toReview: 0,
    });
    expect(interrupted.items.map(({ connId, state }) => [connId, state])).toEqual(
      items.map(({ connId }) => [connId, done.some((one) => one === connId) ? 'done' : 'waiting']),
    );
    expect(gate.written.slice(from)).toEqual(written);
    expect(await there(table, 'a')).toMatchObject({ enabled: { BOOL: false } });

    const { publicationId: retried } = await retryPublication(store.context, {
      realm: name,
      publicationId: id,
    });
    const publicationId = String(retried);
    await expect
      .poll(async () => (await getPublication(store.context, name, publicationId)).state, { timeout: 20_000 })
      .toBe('finished');
    const rest = await getPublication(store.context, name, publicationId);
    expect((await latestPublication(store.context, name)).latest).toMatchObject({
      id: publicationId,
      state: 'finished',
      done: items.length - done.length,
      left: 0,
    });
    expect(rest.items.map(({ connId, state }) => [connId, state])).toEqual(
      items.slice(done.length).map(({ connId }) => [connId, 'done']),
    );
    expect(await states()).toEqual({ a: 'same', b: 'same', d: 'same', e: 'same' });
    // Each was written once, and each is in the audit once.
    expect(gate.written.slice(from)).toEqual(['a', 'b', 'c', 'd', 'e']);
    const events = await prisma().auditEvent.findMany({
      where: { realm: name, action: 'connection.publish' },
    });
    expect(events.map(({ target }) => target).sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
    await pull(store.context, { realm: name, takeOver: false });
    expect(await states()).toEqual({ a: 'same', b: 'same', d: 'same', e: 'same' });
  });
});
