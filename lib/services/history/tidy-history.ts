import type { Actor } from '../../auth/actor';
import { type Db, prisma } from '../../db/prisma';
import { RESTORABLE_DAYS } from '../../listing/restorable-days';
import { log } from '../../log';
import { writeAuditEvent } from '../audit/write-audit-event';

/** Who tidies up when nobody asked. */
const SCHEDULE: Actor = { id: 'schedule', name: 'schedule', roleIn: () => 'admin' };
const CONTEXT = { actor: SCHEDULE, requestId: 'schedule' };
const TRANSACTION = { timeout: 120_000 };
const DAY_MS = 86_400_000;
/** So many go in one statement: it keeps within its time, and whoever writes an event waits no longer than for these. */
const AT_ONCE = 10_000;

/**
 * Lets go of what has been kept for long enough, at most once a day: the versions of connections that were deleted 30
 * days ago, and, where `retentionDays` is set, audit events older than that; `atOnce` connections or events in a
 * transaction of their own, so that what is done stays done. Returns how many of each went.
 */
export async function tidyHistory(
  retentionDays: number | undefined,
  atOnce = AT_ONCE,
): Promise<{ readonly versions: number; readonly events: number }> {
  if (await tidiedToday()) return { versions: 0, events: 0 };
  const versions = await inBatches('versions', (db) => letVersionsGo(db, atOnce));
  const events =
    retentionDays === undefined
      ? 0
      : await inBatches('events', (db) => letEventsGo(db, retentionDays, atOnce));
  const key = TIDIED;
  const stamp = { value: new Date().toISOString(), updatedBy: SCHEDULE.name };
  await prisma().setting.upsert({ where: { key }, create: { key, ...stamp }, update: stamp });
  if (versions > 0 || events > 0) log.info({ versions, events }, 'history older than is kept was let go');
  return { versions, events };
}

async function inBatches(what: 'versions' | 'events', letGo: (db: Db) => Promise<number>): Promise<number> {
  const letGoOnce = async (db: Db) => {
    const gone = await letGo(db);
    const details = { versions: 0, events: 0, [what]: gone };
    if (gone > 0) await writeAuditEvent(db, CONTEXT, { action: 'history.let-go', details });
    return gone;
  };
  let all = 0;
  for (let gone = -1; gone !== 0; all += gone) gone = await prisma().$transaction(letGoOnce, TRANSACTION);
  return all;
}

function letVersionsGo(db: Db, connections: number): Promise<number> {
  return db.$executeRaw`
    delete from "ConnectionVersion" where "connectionId" in (
      select d."connectionId" from "ConnectionVersion" d
      where d."action" = 'delete' and d."at" <= now() - make_interval(days => ${RESTORABLE_DAYS}::int)
        and not exists (select 1 from "ConnectionVersion" l
          where l."connectionId" = d."connectionId" and l."version" > d."version")
      limit ${connections})`;
}

/** The oldest, and those of the same moment as they. */
async function letEventsGo(db: Db, retentionDays: number, events: number): Promise<number> {
  const [gone] = await db.$queryRaw<{ events: number }[]>`
    select audit_let_go(least(
      now() - make_interval(days => ${retentionDays}::int),
      (select max(o."at") + interval '1 millisecond'
        from (select "at" from "AuditEvent" order by "seq" limit ${events}) o)
    ))::int as "events"`;
  return gone?.events ?? 0;
}

const TIDIED = 'history.tidied';

async function tidiedToday(): Promise<boolean> {
  const last = await prisma().setting.findUnique({ where: { key: TIDIED } });
  return last !== null && Date.now() - last.updatedAt.getTime() < DAY_MS;
}
