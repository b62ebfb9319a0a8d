import { setTimeout as wait } from 'node:timers/promises';
import { type Db, type Prisma, prisma } from '../../db/prisma';
import { PROBE_LIMITS } from '../../probe/probe-context';
import { assertMayRun } from './at-once';
import type { BegunTest, RunningTest } from './running-tests';

/** A test and its storing end well within this. What is older was left by a process that was killed. */
const LONGEST_S = PROBE_LIMITS.totalMs / 1000 + 10;
/** How soon a test notices that it was cancelled in another process. */
const LOOK_MS = 500;
const RUN_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type Place = Prisma.RunningTestGetPayload<object>;

/** Whether it can be the id of a run: anything else the database would not even compare. */
export function isRunId(text: string): boolean {
  return RUN_ID.test(text);
}

/**
 * Keeps tests from beginning in any process until the transaction ends. Whoever begins one or switches testing off takes
 * it, so that each sees what the other has done.
 */
export async function lockTests(db: Db): Promise<void> {
  await db.$executeRaw`select pg_advisory_xact_lock(hashtext('running tests'))`;
}

/** Takes a place among the tests of all processes that share the store, under the lock. @throws {ServiceError} TOO_MANY */
export async function takePlace(db: Db, test: BegunTest): Promise<void> {
  const { id, realmId, connId, draft, startedAt } = test;
  const running = await db.$queryRaw<{ realmId: string; connId: string }[]>`
    with gone as (delete from "RunningTest" where "expiresAt" <= now())
    select "realmId", "connId" from "RunningTest" where "expiresAt" > now()`;
  assertMayRun(test, running);
  // By the clock of the database: those of the processes may differ.
  await db.$executeRaw`
    insert into "RunningTest" ("id", "realmId", "connId", "draft", "beganAt", "expiresAt")
    values (${id}::uuid, ${realmId}::uuid, ${connId}, ${draft}, ${startedAt}::timestamptz,
      now() + make_interval(secs => ${LONGEST_S}::int))`;
}

/** Gives the place back. */
export async function leavePlace(db: Db, id: string): Promise<void> {
  await db.runningTest.deleteMany({ where: { id } });
}

/** A test of the realm that runs in some process; undefined: none has this id, or its process was killed. */
export async function findPlace(db: Db, realmId: string, id: string): Promise<Place | undefined> {
  if (!isRunId(id)) return undefined;
  const [place] = await db.$queryRaw<Place[]>`
    select * from "RunningTest" where "id" = ${id}::uuid and "realmId" = ${realmId}::uuid and "expiresAt" > now()`;
  return place;
}

/** Has a test end, in whichever process it runs. Returns what was tested; undefined: it does not run any more. */
export async function markCancelled(db: Db, realmId: string, id: string): Promise<Place | undefined> {
  if (!isRunId(id)) return undefined;
  const [place] = await db.$queryRaw<Place[]>`
    update "RunningTest" set "cancelled" = true
    where "id" = ${id}::uuid and "realmId" = ${realmId}::uuid and "expiresAt" > now() returning *`;
  return place;
}

/** Has every test end, in whichever process it runs; under the lock also those that are about to begin. */
export async function markAllCancelled(db: Db): Promise<void> {
  await db.runningTest.updateMany({ data: { cancelled: true } });
}

/** Aborts a test of this process soon after it was cancelled in another one. Returns when it has ended either way. */
export async function abortWhenCancelled(test: RunningTest): Promise<void> {
  for (;;) {
    await wait(LOOK_MS, undefined, { ref: false });
    if (test.done || test.cancel.signal.aborted) return;
    if (await isCancelled(test.id)) test.cancel.abort();
  }
}

/** Where the database does not answer, the next look may tell. */
async function isCancelled(id: string): Promise<boolean> {
  try {
    const place = await prisma().runningTest.findUnique({ where: { id } });
    return place?.cancelled === true;
  } catch {
    return false;
  }
}
