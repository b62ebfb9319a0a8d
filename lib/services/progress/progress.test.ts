import { afterAll, beforeAll, expect, it } from 'vitest';
import { prisma } from '../../db/prisma';
import { openFilledStore } from '../testing/test-store';
import { followed } from './followed';
import { getProgress } from './get-progress';

let store: Awaited<ReturnType<typeof openFilledStore>>;

beforeAll(async () => {
  store = await openFilledStore();
});

afterAll(() => store.close());

const ID = '3f0c1d9e-5a44-4f0e-9d0a-0f6c6f7f8a11';
const seen = (realm = 'dev') => getProgress(store.context, realm, ID);

it('tells how far work is for as long as it lasts, in its realm and to its readers only', async () => {
  const realm = await prisma().realm.findUniqueOrThrow({ where: { name: 'dev' } });
  expect(await seen()).toBeNull();
  const result = await followed(realm, ID, 5, async (onDone) => {
    expect(await seen()).toEqual({ done: 0, total: 5 });
    onDone(2);
    onDone(1);
    expect(await seen()).toEqual({ done: 3, total: 5 });
    expect(await seen('prod')).toBeNull();
    const outsider = { ...store.context, actor: { ...store.context.actor, roleIn: () => null } };
    await expect(getProgress(outsider, 'dev', ID)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    return 'done';
  });
  expect(result).toBe('done');
  expect(await seen()).toBeNull();
});

it('is forgotten when the work fails', async () => {
  const realm = await prisma().realm.findUniqueOrThrow({ where: { name: 'dev' } });
  const work = followed(realm, ID, 1, () => Promise.reject(new Error('no')));
  await expect(work).rejects.toThrow('no');
  expect(await seen()).toBeNull();
});

it('takes no other ids than a page gives', async () => {
  await expect(getProgress(store.context, 'dev', 'x')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
});
