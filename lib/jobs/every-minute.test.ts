import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openLine } from '../db/breakable-line.fixture';
import { asRole, ensureRole } from '../db/console-role';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../db/embedded-postgres';
import { startMinuteJobs } from './every-minute';

let dataDir: string;
let server: EmbeddedPostgres;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'lava-queue-'));
  await chmod(dataDir, 0o755);
  server = await startEmbeddedPostgres({ dataDir, port: 0, database: 'queue' });
});

afterAll(async () => {
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
});

it('does a job on one of two instances, and goes on after one that failed', async () => {
  const done: string[] = [];
  const job = (instance: string) => ({
    name: 'count',
    work: async () => {
      done.push(instance);
      if (done.length === 1) throw new Error('The first one fails.');
    },
  });
  const [one, other] = [
    await startMinuteJobs(server.url, [job('one')]),
    await startMinuteJobs(server.url, [job('other')]),
  ];
  try {
    await one.doNow('count');
    await expect.poll(() => done.length, { timeout: 15_000 }).toBeGreaterThanOrEqual(1);
    const after = done.length;
    await other.doNow('count');
    await expect.poll(() => done.length, { timeout: 15_000 }).toBeGreaterThan(after);
  } finally {
    await Promise.all([one.stop(), other.stop()]);
  }
});

it('goes on after its connections fell silent, and tells for how long the database did not answer', async () => {
  const line = await openLine(new URL(server.url));
  let done = 0;
  const work = async () => {
    done += 1;
  };
  const jobs = await startMinuteJobs(line.url, [{ name: 'silenced', work }]);
  try {
    await expect.poll(() => jobs.quietFor(), { timeout: 15_000 }).toBeLessThan(1_000);
    line.set('silent');
    await expect.poll(() => jobs.quietFor(), { timeout: 30_000 }).toBeGreaterThan(8_000);
    line.set('through');
    await expect.poll(() => jobs.quietFor(), { timeout: 30_000 }).toBeLessThan(5_000);
    const before = done;
    await jobs.doNow('silenced');
    await expect.poll(() => done, { timeout: 30_000 }).toBeGreaterThan(before);
  } finally {
    await jobs.stop();
    await line.down();
  }
});

it('leaves no connection behind when it cannot be started', async () => {
  await ensureRole(server.url, 'no_schema', 'p');
  const nothing = async () => undefined;
  await expect(
    startMinuteJobs(asRole(server.url, 'no_schema', 'p'), [{ name: 'a', work: nothing }]),
  ).rejects.toThrow('permission denied');
  await expect(
    startMinuteJobs(server.url, [
      { name: 'b', work: nothing },
      { name: '', work: nothing },
    ]),
  ).rejects.toThrow('Name is required');
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  try {
    const open = async () =>
      (await client.query(`select from pg_stat_activity where application_name = 'pgboss'`)).rowCount;
    await expect.poll(open, { timeout: 15_000 }).toBe(0);
  } finally {
    await client.end();
  }
});
