import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { prisma } from '../db/prisma';
import { openFilledStore } from './testing/test-store';

const RUN = path.resolve(import.meta.dirname, '../../scripts/run-bundled.mjs');
const SAVING = 'lib/services/testing/saving-process.ts';
/** What is promised. */
const ENDED_MS = 20_000;

let store: Awaited<ReturnType<typeof openFilledStore>>;
beforeAll(async () => {
  store = await openFilledStore();
});
afterAll(() => store.close());

/** How many wait for a lock. Asked outside of the transaction that holds it, to which nothing would change. */
async function waiting(): Promise<number> {
  const rows = await prisma().$queryRaw<object[]>`
    select from pg_stat_activity where datname = 'store' and wait_event_type = 'Lock'`;
  return rows.length;
}

it('ends within 20 s of SIGTERM while an import and a save are held up, and neither leaves a part', async () => {
  const before = await prisma().connection.count();
  let child: ChildProcess | undefined;
  const holding = new pg.Client({ connectionString: store.url });
  await holding.connect();
  try {
    await holding.query('begin; lock table "Connection" in share mode');
    child = spawn(process.execPath, [RUN, SAVING], {
      env: {
        ...process.env,
        LOG_LEVEL: 'silent',
        DATABASE_LOCK_TIMEOUT: '0',
        DATABASE_STATEMENT_TIMEOUT: '0',
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    await expect.poll(waiting, { timeout: 60_000 }).toBe(2);
    const ended = once(child, 'exit', { signal: AbortSignal.timeout(ENDED_MS) });
    child.kill('SIGTERM');
    await ended;
  } finally {
    child?.kill('SIGKILL');
    await holding.end();
  }
  await expect.poll(waiting).toBe(0);
  expect(await prisma().connection.count()).toBe(before);
  expect(await prisma().auditEvent.count({ where: { target: { startsWith: 'stopped' } } })).toBe(0);
});
