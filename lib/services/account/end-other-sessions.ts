import { prisma } from '../../db/prisma';
import { writeAuditEvent } from '../audit/write-audit-event';
import type { ServiceContext } from '../context';
import { assertPerson } from '../tokens/assert-person';

/** Signs oneself out everywhere but here. Returns how many sessions ended. @throws {ServiceError} FORBIDDEN */
export async function endOtherSessions(context: ServiceContext): Promise<{ readonly ended: number }> {
  assertPerson(context);
  const { sessionId } = context;
  return prisma().$transaction(async (db) => {
    const { count } = await db.session.deleteMany({
      where: { userId: context.actor.id, id: { not: sessionId } },
    });
    await writeAuditEvent(db, context, { action: 'session.end-others', details: { ended: count } });
    return { ended: count };
  });
}
