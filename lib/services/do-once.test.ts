import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Line, openLine } from '../db/breakable-line.fixture';
import { openPrisma, prisma } from '../db/prisma';
import { whyUnavailable } from '../db/unavailable';
import { authorise, authoriseEverywhere } from './authorise';
import { createConnection } from './connections/create-connection';
import type { ServiceContext } from './context';
import { doOnce } from './do-once';
import { ServiceError } from './errors';
import { invitePerson } from './people/invite-person';
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
  return doOnce(context, { id, action: 'create', input, mayDo: mayWrite(context) }, () =>
    createConnection(context, input),
  );
};
const mayWrite = (context: ServiceContext) => () => authorise(context, 'connection:write', 'dev');
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
  expect(
    await codeOf(
      doOnce(store.context, { id, action: 'import', input, mayDo: mayWrite(store.context) }, async () => 1),
    ),
  ).toBe('CONFLICT');
  expect(await prisma().connection.count({ where: { connId: 'second' } })).toBe(0);
});

it('gives no answer again to who may not do it any more', async () => {
  const id = randomUUID();
  const as = (role: 'editor' | 'viewer') => ({
    ...store.context,
    actor: { id: 'demoted', name: 'demoted', roleIn: () => role },
  });
  expect(await codeOf(create(id, 'demoted', as('editor')))).toBe('done');
  expect(await codeOf(create(id, 'demoted', as('viewer')))).toBe('FORBIDDEN');
});

it('tries one after the other of those that wait when the first is refused', async () => {
  let running = 0;
  let most = 0;
  let tries = 0;
  const request = { id: randomUUID(), action: 'try', input: {}, mayDo: mayWrite(store.context) };
  const work = async () => {
    tries += 1;
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 200));
    running -= 1;
    if (tries === 1) throw new ServiceError('UNAVAILABLE', 'Not now.');
    return tries;
  };
  const ends = await Promise.allSettled(
    Array.from({ length: 4 }, () => doOnce(store.context, request, work)),
  );
  expect(most).toBe(1);
  expect(tries).toBe(2);
  expect(ends.filter(({ status }) => status === 'rejected')).toHaveLength(1);
});

it('keeps no secret answer, and refuses the same request sent again', async () => {
  const email = 'once@example.com';
  const input = { name: 'Once', email };
  const request = {
    id: randomUUID(),
    action: 'person.invite',
    input,
    mayDo: () => authoriseEverywhere(store.context, 'people:write'),
    secret: true,
  } as const;
  const invite = () => doOnce(store.context, request, () => invitePerson(store.context, input));
  const { link } = await invite();
  const row = await prisma().doneRequest.findUniqueOrThrow({ where: { id: request.id } });
  expect(JSON.stringify(row.answer)).not.toContain(link.path.split('/').at(-1));
  expect(await codeOf(invite())).toBe('CONFLICT');
  expect(await prisma().user.count({ where: { email } })).toBe(1);
});

it('keeps no refusal, so that the request may be corrected', async () => {
  const id = randomUUID();
  expect(await codeOf(create(id, 'not allowed!'))).toBe('INVALID_INPUT');
  expect(await codeOf(create(id, 'allowed'))).toBe('done');
});

it('does not do again what was done where its answer could not be kept', async () => {
  const id = randomUUID();
  await prisma().$executeRaw`
    create function no_answer() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$`;
  await prisma().$executeRaw`
    create trigger no_answer before update on "DoneRequest" for each row execute function no_answer()`;
  let times = 0;
  const request = { id, action: 'count', input: {}, mayDo: async () => undefined };
  const count = () => doOnce(store.context, request, async () => (times += 1), Date.now() + 500);
  await expect(count()).rejects.toThrow();
  expect(await codeOf(count())).toBe('CONFLICT');
  await prisma().$executeRaw`drop function no_answer cascade`;
  await vi.waitFor(async () => expect(await count()).toBe(1), 20_000);
  expect(times).toBe(1);
});

describe('a database that falls silent in the midst of a request', () => {
  let line: Line;
  beforeAll(async () => {
    line = await openLine(new URL(store.url));
    await prisma().$disconnect();
    openPrisma(line.url);
  });
  afterAll(async () => {
    await prisma().$disconnect();
    openPrisma(store.url);
    await line.down();
  });
  afterEach(() => line.set('through'));

  const request = () => ({ id: randomUUID(), action: 'look', input: {}, mayDo: async () => undefined });

  it('is told within five seconds, and the same request may be sent again once it is back', async () => {
    const sent = request();
    let silent = true;
    const look = () =>
      doOnce(
        store.context,
        sent,
        async () => {
          if (silent) line.set('silent');
          return { realms: await prisma().realm.count() };
        },
        Date.now() + 1_000,
      );
    const started = performance.now();
    await expect(look()).rejects.toSatisfy((error) => whyUnavailable(error) !== undefined);
    expect(performance.now() - started).toBeLessThan(5_000);
    silent = false;
    line.set('through');
    await vi.waitFor(async () => expect(await look()).toEqual({ realms: 2 }), 30_000);
  });

  it('keeps the answer of what was carried out, once it is back', async () => {
    const sent = request();
    let times = 0;
    const count = () =>
      doOnce(
        store.context,
        sent,
        async () => {
          line.set('silent');
          times += 1;
          return times;
        },
        Date.now() + 1_000,
      );
    await expect(count()).rejects.toThrow();
    line.set('through');
    await vi.waitFor(async () => expect(await count()).toBe(1), 30_000);
    expect(times).toBe(1);
  });
});

describe('a request whose process is gone', () => {
  const request = { action: 'count', input: {}, mayDo: async () => undefined };
  const ago = (id: string, minutes: number) => prisma().$executeRaw`
    update "DoneRequest" set "at" = now() - make_interval(mins => ${minutes}) where "id" = ${id}::uuid`;
  const count = (id: string, work: () => Promise<unknown> = async () => 'again') =>
    doOnce(store.context, { ...request, id }, work, Date.now() + 200);

  /** A first try, which ends when it is told to. */
  const begin = (id: string) =>
    new Promise<{ readonly first: Promise<unknown>; readonly goOn: () => void }>((begun) => {
      const first: Promise<unknown> = count(
        id,
        () => new Promise((goOn) => begun({ first, goOn: () => goOn('first') })),
      );
    });

  it('may be sent again once there was no sign of it for longer than a transaction may take', async () => {
    const id = randomUUID();
    const { first, goOn } = await begin(id);
    await ago(id, 7);
    expect(await codeOf(count(id))).toBe('CONFLICT');
    await ago(id, 9);
    const other = { ...store.context, actor: { ...store.context.actor, id: 'somebody' } };
    expect(await codeOf(doOnce(other, { ...request, id }, async () => 'theirs', Date.now() + 200))).toBe(
      'CONFLICT',
    );
    expect(await Promise.all([count(id), count(id)])).toEqual(['again', 'again']);
    // Nor does the first, should it end after all, change what was answered since.
    goOn();
    expect(await first).toBe('first');
    expect(await count(id)).toBe('again');
  });

  it('is told from one that goes on, which gives signs', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const id = randomUUID();
    const { first, goOn } = await begin(id);
    await ago(id, 9);
    vi.advanceTimersByTime(30_000);
    const recently = { id, at: { gt: new Date(Date.now() - 60_000) } };
    await vi.waitFor(async () => expect(await prisma().doneRequest.count({ where: recently })).toBe(1));
    expect(await codeOf(count(id))).toBe('CONFLICT');
    goOn();
    expect(await first).toBe('first');
    vi.useRealTimers();
  });
});

it('does anew without an id, and forgets ids after a day', async () => {
  expect(await codeOf(create(undefined, 'allowed'))).toBe('ALREADY_EXISTS');
  const id = randomUUID();
  await create(id, 'aged');
  await prisma().doneRequest.update({ where: { id }, data: { at: new Date(Date.now() - 25 * 3_600_000) } });
  expect(await codeOf(create(id, 'aged'))).toBe('ALREADY_EXISTS');
});
