import pg from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { prisma } from '../../db/prisma';
import { exampleItem } from '../../sandbox/example-item';
import { type LavaStore, openLavaStore } from '../testing/lava-store';
import { latestPull, pull } from './start-pull';

let store: LavaStore;

beforeAll(async () => {
  vi.stubEnv('DATABASE_LOCK_TIMEOUT', '60000');
  store = await openLavaStore();
});
afterAll(() => store.close());

it('gives signs of life also while what it read takes its place', async () => {
  const { name } = await store.newRealm([exampleItem('one', {})]);
  const holding = new pg.Client({ connectionString: store.url });
  await holding.connect();
  await holding.query('begin; lock table "LavaItem" in share mode');
  const pulling = pull(store.context, { realm: name, takeOver: false });
  await vi.waitFor(async () => {
    const { rows } = await holding.query('select 1 from pg_locks where not granted');
    expect(rows).not.toEqual([]);
  }, 20_000);
  const beatAt = async () => (await prisma().pull.findFirstOrThrow({ where: { state: 'running' } })).beatAt;
  const before = await beatAt();
  await vi.waitFor(async () => expect((await beatAt()).getTime()).toBeGreaterThan(before.getTime()), 20_000);
  await holding.query('rollback');
  await holding.end();
  expect(await pulling).toMatchObject({ state: 'finished', connections: 1 });
  expect((await latestPull(store.context, name)).whole).not.toBeNull();
}, 60_000);
