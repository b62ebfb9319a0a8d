import { afterAll, beforeAll, expect, it } from 'vitest';
import { prisma } from '../../db/prisma';
import { openFilledStore } from '../testing/test-store';
import { pullDue } from './pull-due';

let store: Awaited<ReturnType<typeof openFilledStore>>;

beforeAll(async () => {
  store = await openFilledStore();
});
afterAll(() => store.close());

const MINUTE_MS = 60_000;

it('pulls what is due, to compare only, and nothing before', async () => {
  await prisma().realm.update({ where: { name: 'dev' }, data: { pullEveryMinutes: 10 } });
  expect(await pullDue()).toEqual([]);
  const before = await prisma().connection.findMany({ orderBy: { id: 'asc' } });

  const later = new Date(Date.now() + 11 * MINUTE_MS);
  expect(await pullDue(later)).toEqual(['dev']);
  expect(await prisma().pull.findFirst({ where: { actor: 'schedule' } })).toMatchObject({
    state: 'finished',
  });
  expect(await prisma().connection.findMany({ orderBy: { id: 'asc' } })).toEqual(before);
  expect(await pullDue()).toEqual([]);
});

it('takes up a pull that was interrupted', async () => {
  const realm = await prisma().realm.findUniqueOrThrow({ where: { name: 'dev' } });
  await prisma().pull.updateMany({ data: { startedAt: new Date(Date.now() - 60 * MINUTE_MS) } });
  const old = new Date(Date.now() - MINUTE_MS);
  await prisma().pull.create({
    data: { realmId: realm.id, state: 'running', startedAt: old, beatAt: old, actor: 'somebody' },
  });
  expect(await pullDue()).toEqual(['dev']);
  await prisma().pull.updateMany({ data: { startedAt: new Date(Date.now() - 60 * MINUTE_MS) } });
  await prisma().pull.create({
    data: { realmId: realm.id, state: 'interrupted', startedAt: old, beatAt: old, actor: 'somebody' },
  });
  expect(await pullDue()).toEqual(['dev']);
});
