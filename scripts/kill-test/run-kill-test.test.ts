import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { prisma } from '../../lib/db/prisma';
import { openFilledStore } from '../../lib/services/testing/test-store';
import { checkStore } from './check-store';

let store: Awaited<ReturnType<typeof openFilledStore>>;
beforeAll(async () => {
  store = await openFilledStore();
});
afterAll(() => store.close());

it('finds nothing broken after two kills, one of PostgreSQL too', async () => {
  const script = path.resolve(import.meta.dirname, '../kill-test.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [script, '2']);
  expect(stdout).toMatch(
    /2 kills, 1 of them of PostgreSQL too, in \d+ s: \d+ connections, \d+ audit events, \d+ test runs, \d+ pulls; 0 faults/,
  );
}, 180_000);

it('would find a change without an event, a half-written row and a run without its end', async () => {
  expect((await checkStore(store.url, /^killed-/)).faults).toEqual([]);
  const [one, two] = await prisma().connection.findMany({
    where: { port: { gt: 1 } },
    orderBy: { connId: 'asc' },
    take: 2,
  });
  await prisma().connection.update({ where: { id: one?.id ?? '' }, data: { port: 1 } });
  await prisma().$executeRaw`
    update "Connection" set "connId" = 'killed-1', "version" = 2,
      "spec" = replace("spec"::text, ${`"${two?.connId}"`}, '"killed-1"')::json where "id" = ${two?.id}::uuid`;
  await prisma().auditEvent.create({
    data: { actor: 'a', action: 'connection.test', outcome: 'done', details: { runId: 'gone' } },
  });
  const { faults } = await checkStore(store.url, /^killed-/);
  expect(faults).toEqual(
    expect.arrayContaining([
      `${one?.connId}: the column port is not that of its spec`,
      expect.stringMatching(/ killed-1: version 2, but 0 changes in the audit trail$/),
      'run gone: an event, but no run',
    ]),
  );
});
