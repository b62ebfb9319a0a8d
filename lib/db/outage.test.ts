import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { errorDto } from '../services/errors';
import { type Line, openLine } from './breakable-line.fixture';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres';
import { applyMigrations } from './migrations';
import { createPrisma } from './prisma';

let dataDir: string;
let server: EmbeddedPostgres;
let line: Line;
const stops: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'outage-'));
  await chmod(dataDir, 0o755);
  server = await startEmbeddedPostgres({ dataDir, port: 0, database: 'store' });
  await applyMigrations(server.url);
  line = await openLine(new URL(server.url));
});
afterEach(async () => {
  line.set('through');
  for (const stop of stops.splice(0)) await stop();
});
afterAll(async () => {
  await line.down();
  await server.stop();
  await rm(dataDir, { recursive: true });
});

function client(url = line.url) {
  const made = createPrisma(url);
  stops.push(() => made.$disconnect());
  return made;
}

/** What the person would be told, and after how long. */
async function told(work: Promise<unknown>) {
  const started = performance.now();
  const error = await work.then(
    () => Promise.reject(new Error('It did not fail.')),
    (failure: unknown) => failure,
  );
  return { ...errorDto(error, 'r'), ms: performance.now() - started };
}

const UNREACHABLE = { code: 'UNAVAILABLE', message: 'The database cannot be reached.' };

describe('a database that goes away', () => {
  it('refuses connections: said at once, and all is well when it is back', async () => {
    const db = client();
    expect(await db.realm.count()).toBe(0);
    await line.down();
    try {
      const answer = await told(db.realm.count());
      expect(answer).toMatchObject(UNREACHABLE);
      expect(answer.ms).toBeLessThan(5_000);
      expect(answer.hint).toContain('goes on by itself');
    } finally {
      await line.up();
    }
    expect(await db.realm.count()).toBe(0);
  });

  it.each([
    ['a single statement', (db: ReturnType<typeof client>) => db.$queryRaw`select pg_sleep(20)::text`],
    [
      'a transaction',
      (db: ReturnType<typeof client>) =>
        db.$transaction(async (inner) => inner.$queryRaw`select pg_sleep(20)::text`, { timeout: 30_000 }),
    ],
  ])('resets the connection in the midst of %s', async (_, work) => {
    const db = client();
    expect(await db.realm.count()).toBe(0);
    const answer = told(work(db));
    await new Promise((resolve) => setTimeout(resolve, 300));
    line.set('reset');
    expect(await answer).toMatchObject(UNREACHABLE);
    expect((await answer).ms).toBeLessThan(5_000);
    line.set('through');
    expect(await db.realm.count()).toBe(0);
  });

  it.each([
    ['a read', (db: ReturnType<typeof client>) => db.realm.count()],
    [
      'a transaction',
      (db: ReturnType<typeof client>) => db.$transaction(async (inner) => inner.realm.count()),
    ],
  ])('falls silent before %s', async (_, work) => {
    const db = client();
    expect(await db.realm.count()).toBe(0);
    line.set('silent');
    const answers = await Promise.all(Array.from({ length: 15 }, () => told(work(db))));
    for (const answer of answers) {
      expect(answer.code).toBe('UNAVAILABLE');
      expect(answer.ms).toBeLessThan(5_000);
    }
    line.set('through');
    await vi.waitFor(async () => expect(await db.realm.count()).toBe(0), { timeout: 5_000 });
  });

  it('is stopped as a process in the midst of a transaction (SIGSTOP), and goes on (SIGCONT)', async () => {
    const db = client(server.url);
    expect(await db.realm.count()).toBe(0);
    const postmaster = (await readFile(path.join(dataDir, 'pgdata/postmaster.pid'), 'utf8')).split('\n')[0];
    const processes = [
      Number(postmaster),
      ...execFileSync('pgrep', ['-P', String(postmaster)])
        .toString()
        .trim()
        .split('\n')
        .map(Number),
    ];
    const answer = told(
      db.$transaction(async (inner) => {
        await inner.realm.count();
        for (const pid of processes) process.kill(pid, 'SIGSTOP');
        await inner.realm.count();
      }),
    );
    try {
      expect(await answer).toMatchObject({ code: 'UNAVAILABLE' });
      expect((await answer).ms).toBeLessThan(5_000);
    } finally {
      for (const pid of processes) process.kill(pid, 'SIGCONT');
    }
    await vi.waitFor(async () => expect(await db.realm.count()).toBe(0), { timeout: 5_000 });
  });
});

describe('limits', () => {
  it('let a statement take no longer than set, and a slow one that is within them end', async () => {
    vi.stubEnv('DATABASE_STATEMENT_TIMEOUT', '3000');
    const db = client();
    vi.unstubAllEnvs();
    expect(await db.$queryRaw`select 'there' as word from pg_sleep(2)`).toEqual([{ word: 'there' }]);
    expect(await told(db.$queryRaw`select pg_sleep(20)::text`)).toMatchObject({
      code: 'UNAVAILABLE',
      message: 'The database did not get to this in time.',
    });
  });

  it('let nobody wait for a lock longer than set', async () => {
    vi.stubEnv('DATABASE_LOCK_TIMEOUT', '300');
    const db = client();
    vi.unstubAllEnvs();
    await db.$transaction(async (holder) => {
      await holder.$executeRaw`lock table "Realm" in access exclusive mode`;
      expect(await told(db.realm.count())).toMatchObject({
        code: 'UNAVAILABLE',
        message: 'The database did not get to this in time.',
      });
    });
  });

  it('say so when the pool is used up', async () => {
    vi.stubEnv('DATABASE_POOL', '2');
    const db = client();
    vi.unstubAllEnvs();
    const busy = [1, 2].map(() => db.$queryRaw`select pg_sleep(4.5)::text`.then((rows) => rows));
    const answer = await told(db.realm.count());
    expect(answer).toMatchObject({
      code: 'UNAVAILABLE',
      message: 'The database did not get to this in time.',
    });
    expect(answer.ms).toBeLessThan(5_000);
    await Promise.all(busy);
  });
});

it('takes no other failure for one of the database', () => {
  for (const error of [
    Object.assign(new Error('connect ECONNREFUSED 169.254.169.254:80'), { code: 'ECONNREFUSED' }),
    new Error('a mistake'),
    new TypeError('x is undefined'),
  ])
    expect(errorDto(error, 'r')).toMatchObject({ code: 'UNEXPECTED' });
});
