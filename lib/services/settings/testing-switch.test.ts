import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { prisma } from '../../db/prisma';
import { mintCredentials } from '../credentials/mint-credentials';
import { ServiceError } from '../errors';
import { openFilledStore } from '../testing/test-store';
import { warmDialler } from '../testing/warm-dialler';
import { cancelTest } from '../tests/cancel-test';
import { getRun } from '../tests/get-run';
import { startTest } from '../tests/start-test';
import { checkWorker } from '../worker/check-worker';
import { getTestingSwitch, switchTesting } from './testing-switch';

let store: Awaited<ReturnType<typeof openFilledStore>>;
/** The place of the last event before a test. */
let before: bigint;

beforeAll(async () => {
  store = await openFilledStore();
  await warmDialler();
});
afterAll(() => store.close());
beforeEach(async () => {
  await prisma().setting.deleteMany();
  const newest = await prisma().auditEvent.findFirst({ orderBy: { seq: 'desc' } });
  before = newest?.seq ?? 0n;
});

const OFF = { on: false, reason: 'The network is being moved.' } as const;
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => Promise.reject(new Error('It was not refused.')),
    (error: unknown) => {
      if (error instanceof ServiceError) return error;
      throw error;
    },
  );
const dev = { realm: 'dev', connId: 'etl-warehouse' };
/** An example whose server never answers: its test runs until it is cancelled. */
function silent() {
  const found = store.sandbox.connections.find((example) => example.expected.code === 'SERVER_SILENT');
  return { realm: found?.realm ?? '', connId: String(found?.spec.conn_id) };
}

const DIALLING = {
  'a test': () => startTest(store.context, dev),
  'the test of a draft': () =>
    startTest(store.context, {
      realm: 'dev',
      draft: {
        conn_id: 'draft',
        type: 'redshift',
        host: 'analytics-dev.c7k2mzq4x9ab.ap-southeast-2.redshift.amazonaws.com',
        port: 5439,
        database: 'warehouse',
        user: 'etl',
        enabled: true,
      },
    }),
  minting: () => mintCredentials(store.context, dev),
  'the check of the workers': () => checkWorker(store.context, dev),
};

describe('while testing is switched off', () => {
  it.each(Object.entries(DIALLING))('%s asks AWS nothing, dials nothing and says why', async (_, dial) => {
    await switchTesting(store.context, OFF);
    const calls = store.sandbox.aws.calls().length;
    const error = await refusal(dial());
    expect(error.code).toBe('UNAVAILABLE');
    expect(error.message).toContain('admin: The network is being moved.');
    expect(store.sandbox.aws.calls().length).toBe(calls);
    expect(await prisma().testRun.count({ where: { startedAt: { gt: new Date(Date.now() - 5_000) } } })).toBe(
      0,
    );
    expect(await prisma().auditEvent.count({ where: { outcome: 'refused', seq: { gt: before } } })).toBe(1);
  });

  it.each(Object.entries(DIALLING))('by the environment, %s is refused too', async (_, dial) => {
    vi.stubEnv('TESTING', 'off');
    try {
      expect((await refusal(dial())).message).toContain('TESTING=off');
      await switchTesting(store.context, { on: true, seen: (await getTestingSwitch()).changed?.at ?? '' });
      expect(await getTestingSwitch()).toMatchObject({ on: false, byEnvironment: true });
    } finally {
      vi.stubEnv('TESTING', 'on');
    }
  });
});

it('cancels the tests that run when it is switched off, and lets them again afterwards', async () => {
  const { runId } = await startTest(store.context, silent());
  await switchTesting(store.context, OFF);
  await vi.waitFor(
    async () =>
      expect((await getRun(store.context, silent().realm, runId)).result?.outcome).toBe('cancelled'),
    { timeout: 5_000 },
  );
  await switchTesting(store.context, { on: true, seen: (await getTestingSwitch()).changed?.at ?? '' });
  await startTest(store.context, dev);
});

it('lets no test begin that was asked for before and is not under way', async () => {
  await prisma().rateLimiterFlexible.deleteMany();
  const started = await prisma().$transaction(async (db) => {
    // Holds the test up after it was seen that testing is on.
    await db.$executeRaw`lock table "RateLimiterFlexible" in access exclusive mode`;
    const asked = refusal(startTest(store.context, silent()));
    await vi.waitFor(
      async () => {
        const waiting = await prisma().$queryRaw<unknown[]>`select 1 from pg_locks where not granted`;
        expect(waiting).toHaveLength(1);
      },
      { timeout: 5_000 },
    );
    await switchTesting(store.context, OFF);
    return { asked };
  });
  expect((await started.asked).code).toBe('UNAVAILABLE');
});

it('is for admins of the whole console, asks for a reason, and leaves a trace', async () => {
  const ofOneRealm = {
    ...store.context,
    actor: { id: 'a', name: 'a', roleIn: (realm: string) => (realm === 'dev' ? ('admin' as const) : null) },
  };
  expect((await refusal(switchTesting(ofOneRealm, OFF))).code).toBe('FORBIDDEN');
  expect((await refusal(switchTesting(store.context, { on: false, reason: ' ' }))).code).toBe(
    'INVALID_INPUT',
  );
  expect(await prisma().setting.count()).toBe(0);
  const changed = await switchTesting(store.context, OFF);
  expect(changed).toMatchObject({ on: false, changed: { by: 'admin', reason: OFF.reason } });
  const events = await prisma().auditEvent.findMany({
    where: { action: { startsWith: 'settings.' }, seq: { gt: before } },
  });
  expect(events).toMatchObject([{ action: 'settings.testing-off', details: { reason: OFF.reason } }]);
});

describe('the limit of tests', () => {
  it('lets 200 presses of one button dial once', async () => {
    await prisma().rateLimiterFlexible.deleteMany();
    const answers = await Promise.allSettled(
      Array.from({ length: 200 }, () => startTest(store.context, silent())),
    );
    const begun = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value.runId] : []));
    const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason.code] : []));
    expect(refused).toEqual(Array.from({ length: 199 }, () => 'TOO_MANY'));
    expect(begun).toHaveLength(1);
    const started = {
      action: 'connection.test',
      target: silent().connId,
      outcome: 'started',
      seq: { gt: before },
    };
    expect(await prisma().auditEvent.count({ where: started })).toBe(1);
    await cancelTest(store.context, { realm: silent().realm, runId: begun[0] ?? '' });
  });

  it('counts per person and per realm, and says how long to wait', async () => {
    await prisma().rateLimiterFlexible.deleteMany();
    await prisma().rateLimiterFlexible.create({
      data: { key: 'tests-actor:busy', points: 240, expire: new Date(Date.now() + 30_000) },
    });
    const busy = { ...store.context, actor: { ...store.context.actor, id: 'busy' } };
    const error = await refusal(startTest(busy, dev));
    expect(error.toDto()).toMatchObject({
      code: 'TOO_MANY',
      hint: expect.stringMatching(/^Test again in (2[5-9]|30) s/),
    });
    const { id } = await prisma().realm.findUniqueOrThrow({ where: { name: 'dev' } });
    await prisma().rateLimiterFlexible.deleteMany();
    await prisma().rateLimiterFlexible.create({
      data: { key: `tests-realm:${id}`, points: 600, expire: new Date(Date.now() + 30_000) },
    });
    expect((await refusal(mintCredentials(store.context, dev))).message).toContain(
      'In dev people have started',
    );
  });
});

it('is not switched on over what somebody else has switched off meanwhile', async () => {
  const first = await switchTesting(store.context, OFF);
  const second = await switchTesting(store.context, { on: false, reason: 'A break-in is looked into.' });
  const stale = { on: true, seen: first.changed?.at ?? '' } as const;
  const error = await refusal(switchTesting(store.context, stale));
  expect(error.toDto()).toMatchObject({
    code: 'CONFLICT',
    message: 'admin switched testing off meanwhile: A break-in is looked into.',
  });
  expect((await getTestingSwitch()).on).toBe(false);
  const seen = second.changed?.at ?? '';
  expect(await switchTesting(store.context, { on: true, seen })).toMatchObject({ on: true });
});
