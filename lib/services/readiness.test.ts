import { connect, createServer } from 'node:net';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { knownMigrations } from '../db/migrations';
import { prisma } from '../db/prisma';
import { listen } from '../sandbox/listen';
import { startBackground, stopBackground } from './background';
import { notReady } from './readiness';
import { openFilledStore } from './testing/test-store';

let store: Awaited<ReturnType<typeof openFilledStore>>;

beforeAll(async () => {
  store = await openFilledStore();
});
afterAll(async () => {
  await stopBackground();
  await store.close();
});

const parts = async () => (await notReady()).map(({ part }) => part);

it('names the scheduled work until it runs', async () => {
  expect(await notReady()).toEqual([{ part: 'queue', message: 'The scheduled work does not run yet.' }]);
  startBackground();
  await vi.waitFor(async () => expect(await parts()).toEqual([]), 20_000);
});

it('names the scheduled work when its queue has had no answer for long', async () => {
  const { jobs } = Reflect.get(globalThis, 'lavaBackground');
  expect(jobs.quietFor()).toBeLessThan(30_000);
  const quiet = vi.spyOn(jobs, 'quietFor').mockReturnValue(30_001);
  const problems = await notReady();
  quiet.mockRestore();
  expect(problems).toEqual([
    { part: 'queue', message: 'The scheduled work does not run: its queue has no answer.' },
  ]);
  expect(await parts()).toEqual([]);
});

it('names migrations that are not applied', async () => {
  const last = knownMigrations().at(-1) ?? '';
  const rows = await prisma().$queryRaw<object[]>`
    select * from "_prisma_migrations" where "migration_name" = ${last}`;
  expect(rows).toHaveLength(1);
  await prisma().$executeRaw`
    update "_prisma_migrations" set "finished_at" = null where "migration_name" = ${last}`;
  const lacking = [{ part: 'migrations', message: `Not applied yet: ${last}.` }];
  await vi.waitFor(async () => expect(await notReady()).toEqual(lacking), 20_000);
  await prisma().$executeRaw`
    update "_prisma_migrations" set "finished_at" = now() where "migration_name" = ${last}`;
  await vi.waitFor(async () => expect(await parts()).toEqual([]), 20_000);
});

it('names a database that does not answer, without its address', async () => {
  vi.stubEnv('DATABASE_URL', 'postgres://u:hunter2@127.0.0.1:1/gone');
  expect(await notReady()).toEqual([{ part: 'database', message: 'The database cannot be reached.' }]);
  vi.stubEnv('DATABASE_URL', store.url);
  expect(await parts()).toEqual([]);
});

it('asks the database once for all who ask at the same time', async () => {
  let connections = 0;
  const { hostname, port } = new URL(store.url);
  const between = createServer((inner) => {
    connections += 1;
    const outer = connect(Number(port), hostname);
    for (const [one, other] of [
      [inner, outer],
      [outer, inner],
    ] as const)
      one.on('error', () => other.destroy()).pipe(other);
  });
  const led = new URL(store.url);
  led.port = String(await listen(between, 0));
  vi.stubEnv('DATABASE_URL', led.href);
  const answers = await Promise.all(Array.from({ length: 50 }, parts));
  expect(answers).toEqual(Array.from({ length: 50 }, () => []));
  // Whether it answers, and its migrations: asked anew where that took half a second.
  expect(connections).toBeGreaterThan(0);
  expect(connections).toBeLessThan(20);
  vi.stubEnv('DATABASE_URL', store.url);
  between.close();
});
