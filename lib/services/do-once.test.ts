import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { prisma } from '../db/prisma';
import { createConnection } from './connections/create-connection';
import { doOnce } from './do-once';
import { ServiceError } from './errors';
import { openFilledStore } from './testing/test-store';

let store: Awaited<ReturnType<typeof openFilledStore>>;
beforeAll(async () => {
  store = await openFilledStore();
});
afterAll(() => store.close());

const spec = (conn_id: string) => ({
  conn_id,
  type: 'redshift',
  host: 'analytics-dev.c7k2mzq4x9ab.ap-southeast-2.redshift.amazonaws.com',
  port: 5439,
  database: 'warehouse',
  user: 'etl',
  enabled: true,
});
const create = (id: string | undefined, connId: string, context = store.context) => {
  const input = { realm: 'dev', spec: spec(connId) };
  return doOnce(context, { id, action: 'create', input }, () => createConnection(context, input));
};
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: unknown) => (error instanceof ServiceError ? error.code : Promise.reject(error)),
  );

it('does once what is sent five times at once, and answers each the same', async () => {
  const id = randomUUID();
  const answers = await Promise.all(Array.from({ length: 5 }, () => create(id, 'once')));
  expect(answers).toEqual(Array.from({ length: 5 }, () => ({ status: 'saved', connId: 'once', version: 1 })));
  expect(await prisma().auditEvent.count({ where: { action: 'connection.create', target: 'once' } })).toBe(1);
  expect(await create(id, 'once')).toEqual(answers[0]);
});

it('refuses the same id with other input, of another person or for another verb', async () => {
  const id = randomUUID();
  await create(id, 'first');
  expect(await codeOf(create(id, 'second'))).toBe('CONFLICT');
  const other = { ...store.context, actor: { ...store.context.actor, id: 'somebody' } };
  expect(await codeOf(create(id, 'first', other))).toBe('CONFLICT');
  const input = { realm: 'dev', spec: spec('first') };
  expect(await codeOf(doOnce(store.context, { id, action: 'import', input }, async () => 1))).toBe(
    'CONFLICT',
  );
  expect(await prisma().connection.count({ where: { connId: 'second' } })).toBe(0);
});

it('keeps no refusal, so that the request may be corrected', async () => {
  const id = randomUUID();
  expect(await codeOf(create(id, 'not allowed!'))).toBe('INVALID_INPUT');
  expect(await codeOf(create(id, 'allowed'))).toBe('done');
});

it('does anew without an id, and forgets ids after a day', async () => {
  expect(await codeOf(create(undefined, 'allowed'))).toBe('ALREADY_EXISTS');
  const id = randomUUID();
  await create(id, 'aged');
  await prisma().doneRequest.update({ where: { id }, data: { at: new Date(Date.now() - 25 * 3_600_000) } });
  expect(await codeOf(create(id, 'aged'))).toBe('ALREADY_EXISTS');
});
