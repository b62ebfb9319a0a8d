import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
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
