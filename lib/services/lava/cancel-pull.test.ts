import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { prisma } from '../../db/prisma';
import { exampleItem } from '../../sandbox/example-item';
import { type DynamoGate, openDynamoGate } from '../testing/dynamo-gate';
import { type LavaStore, openLavaStore } from '../testing/lava-store';
import { cancelPull } from './cancel-pull';
import { latestPull, pull } from './start-pull';

let store: LavaStore;
let gate: DynamoGate;

beforeAll(async () => {
  store = await openLavaStore();
  gate = await openDynamoGate(store.sandbox.dynamo.endpoint);
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', gate.endpoint);
});
afterAll(async () => {
  await gate.stop();
  await store.close();
});

it('ends a pull that reads: nothing of it is shown, and it can be run again', async () => {
  const items = Array.from({ length: 400 }, (_, index) =>
    exampleItem(`c-${index}`, { description: { S: 'x'.repeat(8_000) } }),
  );
  const { name } = await store.newRealm(items);
  const held = gate.hold({ operation: 'Scan', nth: 3, when: 'before' });
  const pulling = pull(store.context, { realm: name, takeOver: true });
  await held;
  const { latest } = await latestPull(store.context, name);
  expect(latest).toMatchObject({ state: 'running', expected: 400 });
  const input = { realm: name, pullId: latest?.id ?? '' };
  const viewer = { ...store.context, actor: { id: 'v', name: 'v', roleIn: () => 'tester' as const } };
  await expect(cancelPull(viewer, input)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await cancelPull(store.context, input);
  expect((await latestPull(store.context, name)).latest).toMatchObject({ state: 'cancelled' });
  // What reads sees it at its next sign of life, though DynamoDB never answers it.
  expect(await pulling).toMatchObject({ id: input.pullId, state: 'cancelled', error: null });
  expect(await store.states(name)).toEqual({});
  expect(await prisma().pulledItem.count()).toBe(0);
  await expect(cancelPull(store.context, input)).rejects.toMatchObject({ code: 'CONFLICT' });
  const events = await prisma().auditEvent.findMany({
    where: { realm: name, action: 'lava.pull' },
    orderBy: { at: 'asc' },
  });
  expect(events.map(({ outcome }) => outcome)).toEqual(['started', 'cancelled']);
  expect(await pull(store.context, { realm: name, takeOver: true })).toMatchObject({
    state: 'finished',
    connections: items.length,
  });
}, 120_000);
