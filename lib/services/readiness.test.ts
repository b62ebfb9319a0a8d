import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { knownMigrations } from '../db/migrations';
import { prisma } from '../db/prisma';
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

it('names migrations that are not applied', async () => {
  const last = knownMigrations().at(-1) ?? '';
  const rows = await prisma().$queryRaw<object[]>`
    select * from "_prisma_migrations" where "migration_name" = ${last}`;
  expect(rows).toHaveLength(1);
  await prisma().$executeRaw`
    update "_prisma_migrations" set "finished_at" = null where "migration_name" = ${last}`;
  const problems = await notReady();
  await prisma().$executeRaw`
    update "_prisma_migrations" set "finished_at" = now() where "migration_name" = ${last}`;
  expect(problems).toEqual([{ part: 'migrations', message: `Not applied yet: ${last}.` }]);
  expect(await parts()).toEqual([]);
});

it('names a database that does not answer, without its address', async () => {
  vi.stubEnv('DATABASE_URL', 'postgres://u:hunter2@127.0.0.1:1/gone');
  expect(await notReady()).toEqual([{ part: 'database', message: 'The database cannot be reached.' }]);
  vi.stubEnv('DATABASE_URL', store.url);
  expect(await parts()).toEqual([]);
});
