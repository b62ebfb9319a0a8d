import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AttributeValue } from '../../connectors/lava-item';
import { prisma } from '../../db/prisma';
import { exampleItem } from '../../sandbox/example-item';
import type { Fault } from '../../sandbox/stand-in-dynamo';
import { jobsUsing } from '../jobs/jobs-using';
import { getRealm } from '../realms/get-realm';
import { updateRealm } from '../realms/update-realm';
import { type LavaStore, openLavaStore, WHOLE } from '../testing/lava-store';
import { compareWithLava } from './compare';
import { reviewPublication } from './review-publication';
import { publish, startPublication } from './start-publication';
import { latestPull, pull, startPull } from './start-pull';
import { takeOver } from './take-over';
import { threeWay } from './three-way';

/** How long is waited between attempts while DynamoDB throttles, in ms. */
const WAITS = [200, 400, 800, 1_600, 3_200, 6_400, 12_800];

let store: LavaStore;

beforeAll(async () => {
  store = await openLavaStore();
});
afterEach(() => store.sandbox.dynamo.fail(null));
afterAll(() => store.close());

describe('pulling', () => {
  it('keeps every item as it is, and publishing it untouched changes nothing', async () => {
    const odd = exampleItem('odd', {
      ssl: { S: 'true' },
      enabled: { S: 'false' },
      'x-team': { M: { ids: { L: [{ N: '1' }, { NULL: true }] } } },
      unknown: { L: [] },
    });
    const { name, table } = await store.newRealm([odd]);
    await pull(store.context, { realm: name, takeOver: true });
    const { here } = await threeWay(store.context, name, 'odd');
    expect(here).toMatchObject({ port: 5439, ssl: 'true', enabled: 'false', unknown: [] });
    const before = await store.itemsIn(table);
    expect(
      await publish(store.context, { realm: name, items: [await store.reviewed(name, 'odd')] }),
    ).toMatchObject({
      items: [{ state: 'done' }],
    });
    expect(await store.itemsIn(table)).toEqual(before);

    await store.edit(name, 'odd', true);
    await publish(store.context, { realm: name, items: [await store.reviewed(name, 'odd')] });
    expect(await store.itemsIn(table)).toEqual([{ ...odd, enabled: { BOOL: true } }]);
  });

  it('forgets what was seen when the realm is led to another table', async () => {
    const { name } = await store.newRealm([exampleItem('a')]);
    await pull(store.context, { realm: name, takeOver: true });
    const { version, connections: _, ...realm } = await getRealm(store.context, name);
    await store.sandbox.dynamo.fillTable(`lava.${name}.empty`, 'conn_id', []);
    await updateRealm(store.context, {
      version,
      realm: { ...realm, connectionsTable: `lava.${name}.empty` },
    });
    await pull(store.context, { realm: name, takeOver: true });
    expect(await takeOver(store.context, { realm: name, items: 'safe' })).toEqual({ taken: [] });
    expect(await store.states(name)).toEqual({ a: 'only-here' });
  });

  it('does not run while something is published, nor the other way round', async () => {
    const { name } = await store.newRealm([exampleItem('a')]);
    await pull(store.context, { realm: name, takeOver: true });
    await store.edit(name, 'a', false);
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
      startPublication(store.context, { realm: name, items: [await store.reviewed(name, 'a')] }),
    ).rejects.toMatchObject({ code: 'TOO_MANY' });
  });

  it('keeps what cannot be a specification out, says why, and keeps no secret', async () => {
    const { name, table } = await store.newRealm([
      exampleItem('sets', { 'x-tags': { SS: ['a'] } }),
      exampleItem('bytes', { 'x-bin': { B: 'AAEC' } }),
      exampleItem('secret', { password: { S: 'Tr0ub4dor&3-correct!' } }),
      exampleItem('number', { password: { N: '83726151' } }),
      exampleItem('nul', { description: { S: 'half\u0000way' } }),
      exampleItem('../../etc'),
      exampleItem('fine'),
      exampleItem('Fine'),
    ]);
    await pull(store.context, { realm: name, takeOver: true });
    const { rows } = await compareWithLava(store.context, name, WHOLE);
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
    const chosen = await Promise.all(['fine', 'sets'].map((id) => store.reviewed(name, id)));
    await expect(takeOver(store.context, { realm: name, items: chosen })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      extra: { problems: [{ path: 'sets' }] },
    });
    expect(await store.itemsIn(table)).toHaveLength(8);
  });

  it('keeps jobs and connections apart whatever characters their identifiers have', async () => {
    const odd = [
      '50%',
      'a b',
      'a%20b',
      "it's; --",
      '"<b>&',
      '\\_%',
      'ü/😀',
      'e\u0301',
      '\u00e9',
      'nul\0id',
      'nul\ufffdid',
      '\u202eabc',
    ];
    const { name } = await store.newRealm(odd.map((id) => exampleItem(id)));
    const jobsTable = `lava.${name}.jobs`;
    await store.sandbox.dynamo.fillTable(
      jobsTable,
      'job_id',
      [...odd, 'nul\0\0id'].map((id) => ({
        job_id: { S: id },
        type: { S: 'sql' },
        enabled: { BOOL: true },
        parameters: { M: { conn_id: { S: id } } },
      })),
    );
    await prisma().realm.update({ where: { name }, data: { jobsTable } });
    expect(await pull(store.context, { realm: name, takeOver: true })).toMatchObject({
      state: 'finished',
      error: null,
      connections: odd.length,
      jobs: odd.length + 1,
    });
    const shown = (id: string) => id.replaceAll('\0', '␀0');
    const jobs = await prisma().lavaJob.findMany({ where: { realm: { name } } });
    expect(jobs.map(({ jobId }) => jobId).sort()).toEqual([...odd, 'nul\0\0id'].map(shown).sort());
    expect(Object.keys(await store.states(name)).sort()).toEqual(odd.map(shown).sort());
    for (const id of odd) {
      expect(await threeWay(store.context, name, id)).toMatchObject({
        state: 'only-there',
        problem: expect.stringContaining('`conn_id`'),
      });
      const { rows } = await compareWithLava(store.context, name, { ...WHOLE, text: shown(id) });
      expect(rows.map(({ connId }) => connId)).toContain(shown(id));
    }
    const storable = odd.filter((id) => !id.includes('\0'));
    const { connections } = await jobsUsing(store.context, name, storable);
    expect(connections.map(({ connId, jobs: using }) => [connId, using.map(({ jobId }) => jobId)])).toEqual(
      storable.map((id) => [id, [id]]),
    );
    const { items } = await reviewPublication(store.context, name, odd);
    expect(items.map(({ publishable }) => publishable)).toEqual(odd.map(() => false));
  });

  it('keeps an item of 400 kB', async () => {
    const { name } = await store.newRealm([exampleItem('big', { owner: { S: 'x'.repeat(399_000) } })]);
    expect(await pull(store.context, { realm: name, takeOver: true })).toMatchObject({ state: 'finished' });
    expect(String((await threeWay(store.context, name, 'big')).here?.owner)).toHaveLength(399_000);
    expect(await store.states(name)).toEqual({ big: 'same' });
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
    const { name } = await store.newRealm(
      Array.from({ length: 200 }, (_unused, index) =>
        exampleItem(`c-${index}`, { description: { S: 'x'.repeat(8_000) } }),
      ),
    );
    store.sandbox.dynamo.fail(fault);
    const failed = await pull(store.context, { realm: name, takeOver: true });
    expect(failed).toMatchObject({ state: 'failed', error: { message: expect.stringMatching(message) } });
    expect(await store.states(name)).toEqual({});
    expect(await prisma().pulledItem.count()).toBe(0);
    store.sandbox.dynamo.fail(null);
    expect(await pull(store.context, { realm: name, takeOver: true })).toMatchObject({ connections: 200 });
  });

  it('does not count as whole when the database lost some of what was read', async () => {
    const { name } = await store.newRealm([exampleItem('a'), exampleItem('b')]);
    // As a crash of the database leaves a table that it does not keep.
    await prisma().$executeRaw`
      create rule "lose" as on insert to "PulledItem" where new."connId" = 'b' do instead nothing`;
    const failed = await pull(store.context, { realm: name, takeOver: true });
    await prisma().$executeRaw`drop rule "lose" on "PulledItem"`;
    expect(failed).toMatchObject({ state: 'failed', error: { message: expect.stringContaining('lost') } });
    expect(await store.states(name)).toEqual({});
  });

  it('waits while DynamoDB throttles', async () => {
    const { name } = await store.newRealm([exampleItem('a')]);
    let refusals = 0;
    store.sandbox.dynamo.fail((operation) => {
      if (operation !== 'Scan' || refusals >= 12) return null;
      refusals += 1;
      return { code: 'ProvisionedThroughputExceededException', status: 400 };
    });
    expect(await pull(store.context, { realm: name, takeOver: true })).toMatchObject({ state: 'finished' });
    expect(refusals).toBe(12);
  });

  it('gives up when DynamoDB throttles without end, and leaves what an earlier pull showed', async () => {
    // Two pages.
    const large = { 'x-note': { S: 'x'.repeat(390_000) } };
    const { name, table } = await store.newRealm(['a', 'b', 'c'].map((id) => exampleItem(id, large)));
    const whole = await pull(store.context, { realm: name, takeOver: true });
    await store.sandbox.dynamo.putItem(table, exampleItem('a', { user: { S: 'other' } }));
    await store.sandbox.dynamo.putItem(table, exampleItem('d', large));
    const before = await threeWay(store.context, name, 'a');
    let scans = 0;
    store.sandbox.dynamo.fail((operation) => {
      if (operation !== 'Scan') return null;
      scans += 1;
      return scans > 1 ? { code: 'ProvisionedThroughputExceededException', status: 400 } : null;
    });
    // Only the waits between attempts, which take half a minute, are cut short; the SDK makes none of its own.
    vi.stubEnv('AWS_MAX_ATTEMPTS', '1');
    const { setTimeout: real } = globalThis;
    const waited: unknown[] = [];
    const waits = vi.spyOn(globalThis, 'setTimeout').mockImplementation(((
      end: () => void,
      ms?: number,
      ...more: []
    ) => {
      const isWait = ms !== undefined && WAITS.includes(ms);
      if (isWait) waited.push(ms);
      return real(end, isWait ? 0 : ms, ...more);
    }) as typeof setTimeout);
    const failed = await store.throughDynamo(store.sandbox.dynamo.endpoint, name, () =>
      pull(store.context, { realm: name, takeOver: true }),
    );
    waits.mockRestore();
    vi.stubEnv('AWS_MAX_ATTEMPTS', undefined);
    expect(failed).toMatchObject({
      state: 'failed',
      error: {
        code: 'UNAVAILABLE',
        message: `DynamoDB throttles: the table ${table} has no capacity left.`,
        hint: expect.stringContaining('Nothing half-read'),
      },
    });
    expect(waited).toEqual(WAITS);
    expect(scans).toBe(1 + WAITS.length + 1);
    expect(await prisma().pulledItem.count()).toBe(0);
    expect(await store.states(name)).toEqual({ a: 'same', b: 'same', c: 'same' });
    expect(await threeWay(store.context, name, 'a')).toEqual(before);
    const { latest, whole: shown } = await latestPull(store.context, name);
    expect([latest?.id, shown]).toEqual([failed.id, whole]);
  });

  it.each<[string, boolean, string, string]>([
    [
      'does not exist',
      false,
      'There is no DynamoDB table TABLE in this account and region.',
      'the name of the table',
    ],
    [
      'may not be read',
      true,
      'AWS denies dynamodb:Scan on the table TABLE.',
      'Add dynamodb:Scan on this table',
    ],
  ])('counts all the same when the table of jobs %s, and says so', async (_, isDenied, message, hint) => {
    const { name, table } = await store.newRealm([exampleItem('a'), exampleItem('b')]);
    const jobsTable = `lava.${name}.jobs`;
    await store.sandbox.dynamo.fillTable(jobsTable, 'job_id', [
      {
        job_id: { S: 'load' },
        enabled: { BOOL: true },
        parameters: { M: { conn_id: { S: 'a' } } },
      },
    ]);
    await prisma().realm.update({ where: { name }, data: { jobsTable } });
    expect(await pull(store.context, { realm: name, takeOver: true })).toMatchObject({
      jobs: 1,
      error: null,
    });
    const before = await jobsUsing(store.context, name, ['a']);
    expect(before.connections).toMatchObject([{ jobs: [{ jobId: 'load' }] }]);

    await store.sandbox.dynamo.putItem(table, exampleItem('a', { user: { S: 'other' } }));
    await store.sandbox.dynamo.putItem(table, exampleItem('c'));
    const asked = isDenied ? jobsTable : `${jobsTable}-gone`;
    await prisma().realm.update({ where: { name }, data: { jobsTable: asked } });
    let scans = 0;
    store.sandbox.dynamo.fail((operation) => {
      if (operation !== 'Scan' || !isDenied) return null;
      scans += 1;
      // The first is of the connections.
      return scans > 1 ? { code: 'AccessDeniedException', status: 400 } : null;
    });
    const pulled = await pull(store.context, { realm: name, takeOver: false });
    expect(pulled).toMatchObject({
      state: 'finished',
      connections: 3,
      jobs: null,
      error: {
        code: 'UNAVAILABLE',
        message: message.replace('TABLE', asked),
        hint: expect.stringContaining(hint),
      },
    });
    expect((await latestPull(store.context, name)).whole).toEqual(pulled);
    expect(await store.states(name)).toEqual({ a: 'changed-there', b: 'same', c: 'only-there' });
    expect(await jobsUsing(store.context, name, ['a'])).toEqual(before);
    expect(await prisma().pulledJob.count()).toBe(0);
  });

  it('says that a table does not exist', async () => {
    const { name } = await store.newRealm([], { table: 'lava.gone.connections' });
    expect(await pull(store.context, { realm: name, takeOver: true })).toMatchObject({
      state: 'failed',
      error: { message: expect.stringContaining('There is no DynamoDB table lava.gone.connections') },
    });
  });

  it('runs once at a time, and after an interruption again', async () => {
    const { name } = await store.newRealm([exampleItem('a')]);
    const realm = await prisma().realm.findUniqueOrThrow({ where: { name } });
    const running = { realmId: realm.id, state: 'running', startedAt: new Date(), actor: 'somebody' };
    const row = await prisma().pull.create({ data: { ...running, beatAt: new Date() } });
    await expect(startPull(store.context, { realm: name, takeOver: false })).rejects.toMatchObject({
      code: 'TOO_MANY',
    });
    await prisma().pull.update({ where: { id: row.id }, data: { beatAt: new Date(Date.now() - 60_000) } });
    await prisma().pulledItem.create({
      data: { pullId: row.id, connId: 'half', item: {}, hash: 'x' },
    });
    expect((await latestPull(store.context, name)).latest).toMatchObject({ state: 'interrupted' });
    expect(await store.states(name)).toEqual({});
    expect(await pull(store.context, { realm: name, takeOver: true })).toMatchObject({ state: 'finished' });
    expect(await store.states(name)).toEqual({ a: 'same' });
  });

  it.each<[string, AttributeValue, string]>([
    ['a text', { S: '40m' }, '40m'],
    ['a number, which is seconds', { N: '1800' }, '1800'],
    ['a text that lava cannot read either', { S: '15M' }, '15M'],
    ['nothing that could be a duration', { NULL: true }, '15m'],
  ])('takes over the duration of lava’s list of realms: %s', async (_what, value, expected) => {
    const { name } = await store.newRealm([exampleItem('a')]);
    await store.sandbox.dynamo.putItem('lava.realms', {
      realm: { S: name },
      // What a specification could not hold keeps nobody from reading the rest.
      config: { M: { RS_PASSWORD_DURATION: value, hosts: { SS: ['a'] } } },
    });
    await pull(store.context, { realm: name, takeOver: true });
    const realm = await getRealm(store.context, name);
    expect(realm.passwordDuration).toBe(expected);

    // What lava says may stay while other settings are changed; nothing like it may be typed.
    const { version, connections: _, ...settings } = realm;
    const kept = await updateRealm(store.context, {
      version,
      realm: { ...settings, description: 'Changed.' },
    });
    expect(kept).toMatchObject({ description: 'Changed.', passwordDuration: expected });
    await expect(
      updateRealm(store.context, {
        version: kept.version,
        realm: { ...settings, passwordDuration: '16M' },
      }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('takes the duration over only with everything else that a pull takes over', async () => {
    const { name } = await store.newRealm([exampleItem('a')]);
    await store.sandbox.dynamo.putItem('lava.realms', {
      realm: { S: name },
      config: { M: { RS_PASSWORD_DURATION: { S: '40m' } } },
    });
    await store.create(name, 'b');
    const before = await getRealm(store.context, name);
    const events = () => prisma().auditEvent.count({ where: { realm: name, action: 'realm.update' } });

    expect(await pull(store.context, { realm: name, takeOver: false })).toMatchObject({ state: 'finished' });
    expect(await getRealm(store.context, name)).toEqual(before);

    // All was read, and what it would change is refused at the very end.
    await prisma().$executeRaw`
      alter table "ConnectionVersion" add constraint "refuse" check ("connId" <> 'a') not valid`;
    const failed = await pull(store.context, { realm: name, takeOver: true });
    await prisma().$executeRaw`alter table "ConnectionVersion" drop constraint "refuse"`;
    expect(failed).toMatchObject({ state: 'failed' });
    expect(await getRealm(store.context, name)).toEqual(before);
    expect(await events()).toBe(0);

    await pull(store.context, { realm: name, takeOver: true });
    expect(await getRealm(store.context, name)).toMatchObject({ passwordDuration: '40m', connections: 2 });
    expect(await prisma().connection.findMany({ where: { realm: { name } } })).toMatchObject([
      { durationSeconds: 2_400 },
      { durationSeconds: 2_400 },
    ]);
    expect(await events()).toBe(1);
  });
});
