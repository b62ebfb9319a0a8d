import type { Actor } from '../../auth/actor';
import { prisma } from '../../db/prisma';
import { RESTORABLE_DAYS } from '../../listing/restorable-days';
import { log } from '../../log';
import { writeAuditEvent } from '../audit/write-audit-event';

/** Who tidies up when nobody asked. */
const SCHEDULE: Actor = { id: 'schedule', name: 'schedule', roleIn: () => 'admin' };
const CONTEXT = { actor: SCHEDULE, requestId: 'schedule' };
const TRANSACTION = { timeout: 600_000 };
const DAY_MS = 86_400_000;

/**
 * Lets go of what has been kept for long enough, at most once a day: the versions of connections that were deleted 30
 * days ago, and, where `retentionDays` is set, audit events older than that. Returns how many of each went.
 */
export async function tidyHistory(
  retentionDays: number | undefined,
): Promise<{ readonly versions: number; readonly events: number }> {
  if (await tidiedToday()) return { versions: 0, events: 0 };
  return prisma().$transaction(async (db) => {
    const versions = await db.$executeRaw`
      delete from "ConnectionVersion" v using "ConnectionVersion" d
      where d."connectionId" = v."connectionId" and d."action" = 'delete'
        and d."at" <= now() - make_interval(days => ${RESTORABLE_DAYS}::int)
        and not exists (select 1 from "ConnectionVersion" l
          where l."connectionId" = d."connectionId" and l."version" > d."version")`;
    const key = TIDIED;
    const stamp = { value: new Date().toISOString(), updatedBy: SCHEDULE.name };
    await db.setting.upsert({ where: { key }, create: { key, ...stamp }, update: stamp });
    const [gone] =
      retentionDays === undefined
        ? []
        : await db.$queryRaw<{ events: number }[]>`
            select audit_let_go(now() - make_interval(days => ${retentionDays}::int))::int as "events"`;
    const events = gone?.events ?? 0;
    if (versions > 0 || events > 0) {
      log.info({ versions, events }, 'history older than is kept was let go');
      await writeAuditEvent(db, CONTEXT, { action: 'history.let-go', details: { versions, events } });
    }
    return { versions, events };
  }, TRANSACTION);
}

const TIDIED = 'history.tidied';

async function tidiedToday(): Promise<boolean> {
  const last = await prisma().setting.findUnique({ where: { key: TIDIED } });
  return last !== null && Date.now() - last.updatedAt.getTime() < DAY_MS;
}
