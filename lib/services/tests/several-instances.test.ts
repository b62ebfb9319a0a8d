import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { prisma } from '../../db/prisma';
import { createConnection } from '../connections/create-connection';
import { ServiceError } from '../errors';
import { switchTesting } from '../settings/testing-switch';
import { deleteRealmNow } from '../testing/as-seen';
import { openOtherInstance } from '../testing/other-instance';
import { openFilledStore } from '../testing/test-store';
import { warmDialler } from '../testing/warm-dialler';
import { cancelTest } from './cancel-test';
import { getRun } from './get-run';
import { startTest } from './start-test';

let store: Awaited<ReturnType<typeof openFilledStore>>;
let other: ReturnType<typeof openOtherInstance>;
/** Where the example is whose server never answers: its tests run until they are cancelled. */
let realm = '';

beforeAll(async () => {
  store = await openFilledStore();
  const silent = store.sandbox.connections.find((example) => example.expected.code === 'SERVER_SILENT');
  realm = silent?.realm ?? '';
  for (let index = 0; index <= 20; index += 1) {
    const spec = { ...JSON.parse(JSON.stringify(silent?.spec)), conn_id: silentId(index) };
    await createConnection(store.context, { realm, spec });
  }
  await warmDialler();
  other = openOtherInstance();
  // It is up once it answers.
  expect((await other.start({ realm, connId: 'nowhere' })).refused).toBeDefined();
});
afterAll(async () => {
  await other.end('SIGKILL');
  await store.close();
});
beforeEach(async () => {
  await prisma().rateLimiterFlexible.deleteMany();
  await prisma().setting.deleteMany();
});

const silentId = (index: number) => `silent/${index}`;
const silent = (index: number) => ({ realm, connId: silentId(index) });
const OFF = { on: false, reason: 'The network is being moved.' } as const;

async function startThere(instance: typeof other, index: number): Promise<string> {
  const { runId, refused } = await instance.start(silent(index));
  expect(refused).toBeUndefined();
  return runId ?? '';
}

async function startHere(index: number): Promise<{ runId?: string; refused?: string }> {
  return startTest(store.context, silent(index)).catch((error: unknown) => ({
    refused: error instanceof ServiceError ? error.message : String(error),
  }));
}

async function outcomeOf(runId: string): Promise<string | undefined> {
  return vi.waitFor(
    async () => {
      const run = await getRun(store.context, realm, runId);
      expect(run.state).toBe('finished');
      return run.result?.outcome;
    },
    { timeout: 20_000, interval: 50 },
  );
}

/** Waits until so many wait for a lock. */
async function waiting(count: number): Promise<void> {
  await vi.waitFor(
    async () =>
      expect(await prisma().$queryRaw`select 1 from pg_locks where not granted`).toHaveLength(count),
    { timeout: 10_000 },
  );
}

describe('two instances on one store', () => {
  it('run 20 tests at once in all, and one for a connection', async () => {
    const answers = await Promise.all([
      ...Array.from({ length: 11 }, (_, index) => other.start(silent(index))),
      ...Array.from({ length: 10 }, (_, index) => startHere(11 + index)),
    ]);
    const refused = answers.flatMap((answer) => (answer.refused === undefined ? [] : [answer.refused]));
    expect(refused).toEqual(['20 tests are running already.']);
    expect((await startHere(0)).refused).toBe('silent/0 is being tested already.');
    const here = answers.findIndex(({ runId }, index) => index > 10 && runId !== undefined);
    expect((await other.start(silent(here))).refused).toBe(`silent/${here} is being tested already.`);
    const runIds = answers.flatMap(({ runId }) => (runId === undefined ? [] : [runId]));
    for (const runId of runIds) await cancelTest(store.context, { realm, runId });
    for (const runId of runIds) expect(await outcomeOf(runId)).toBe('cancelled');
    expect(await prisma().runningTest.count()).toBe(0);
  });

  it('begin one of two tests of a connection that are asked for at the same time', async () => {
    for (let index = 0; index < 5; index += 1) {
      const answers = await Promise.all([other.start(silent(index)), startHere(index)]);
      expect(
        answers.filter(({ refused }) => refused === `silent/${index} is being tested already.`),
      ).toHaveLength(1);
      const runId = answers.find((answer) => answer.runId !== undefined)?.runId ?? '';
      await cancelTest(store.context, { realm, runId });
      expect(await outcomeOf(runId)).toBe('cancelled');
    }
  });

  it('know that a test runs in the other, and cancel it there', async () => {
    const runId = await startThere(other, 0);
    expect(await getRun(store.context, realm, runId)).toMatchObject({
      connId: 'silent/0',
      state: 'running',
      draft: false,
      stages: [],
      result: null,
    });
    const elsewhere = store.sandbox.connections.find((example) => example.realm !== realm)?.realm ?? '';
    expect(await cancelTest(store.context, { realm: elsewhere, runId })).toEqual({ cancelled: false });
    expect(await cancelTest(store.context, { realm, runId })).toEqual({ cancelled: true });
    expect(await outcomeOf(runId)).toBe('cancelled');
    expect(await cancelTest(store.context, { realm, runId })).toEqual({ cancelled: false });
    const events = await prisma().auditEvent.findMany({
      where: { action: 'connection.test', details: { path: ['runId'], equals: runId } },
      orderBy: { seq: 'asc' },
    });
    expect(events.map(({ outcome }) => outcome)).toEqual(['started', 'cancelled', 'failed']);
  });

  it('cancel all tests when testing is switched off in one of them', async () => {
    const runIds = [await startThere(other, 0), await startThere(other, 1)];
    await switchTesting(store.context, OFF);
    for (const runId of runIds) expect(await outcomeOf(runId)).toBe('cancelled');
    expect((await other.start(silent(0))).refused).toContain(OFF.reason);
    expect(await prisma().runningTest.count()).toBe(0);
  });

  it('let no test run that is about to begin when testing is switched off', async () => {
    const { asked, switched } = await prisma().$transaction(async (db) => {
      // The lock of the trail: holds the test up after it was seen that testing is on.
      await db.$executeRaw`select pg_advisory_xact_lock(7250512)`;
      const begins = startThere(other, 0);
      await waiting(1);
      const switches = switchTesting(store.context, OFF);
      await waiting(2);
      return { asked: begins, switched: switches };
    });
    await switched;
    expect(await outcomeOf(await asked)).toBe('cancelled');
  });
});

describe('the place of a test', () => {
  it('is given back by a server that is stopped', async () => {
    const stopped = openOtherInstance();
    const runId = await startThere(stopped, 0);
    await stopped.end('SIGTERM');
    expect(await prisma().runningTest.count()).toBe(0);
    expect(await outcomeOf(runId)).toBe('cancelled');
  });

  it('is free again soon after a process was killed', async () => {
    const killed = openOtherInstance();
    const runId = await startThere(killed, 0);
    await killed.end('SIGKILL');
    expect((await startHere(0)).refused).toBe('silent/0 is being tested already.');
    const left = await prisma().runningTest.findUniqueOrThrow({ where: { id: runId } });
    expect(left.expiresAt.getTime() - left.beganAt.getTime()).toBeLessThanOrEqual(30_000);
    await prisma().$executeRaw`update "RunningTest" set "expiresAt" = "expiresAt" - interval '30 seconds'`;
    await expect(getRun(store.context, realm, runId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await cancelTest(store.context, { realm, runId })).toEqual({ cancelled: false });
    const again = await startThere(other, 0);
    expect(await prisma().runningTest.findMany()).toMatchObject([{ id: again }]);
    await cancelTest(store.context, { realm, runId: again });
    expect(await outcomeOf(again)).toBe('cancelled');
  });

  it('is given back when the run cannot be stored', async () => {
    const runId = await startThere(other, 0);
    await prisma().$executeRaw`alter table "TestRun" add constraint "closed" check (false) not valid`;
    try {
      await cancelTest(store.context, { realm, runId });
      await expect.poll(() => prisma().runningTest.count(), { timeout: 10_000 }).toBe(0);
    } finally {
      await prisma().$executeRaw`alter table "TestRun" drop constraint "closed"`;
    }
    await expect(getRun(store.context, realm, runId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('goes with its realm', async () => {
    const place = { account: '123456789012', region: 'ap-southeast-2', kmsAlias: 'alias/lava-gone-sys' };
    const { id: realmId } = await prisma().realm.create({ data: { name: 'gone', ...place } });
    await prisma().runningTest.create({
      data: {
        id: randomUUID(),
        realmId,
        connId: 'a',
        draft: true,
        beganAt: new Date(),
        expiresAt: new Date(),
      },
    });
    await deleteRealmNow(store.context, 'gone');
    expect(await prisma().runningTest.count({ where: { realmId } })).toBe(0);
  });
});
