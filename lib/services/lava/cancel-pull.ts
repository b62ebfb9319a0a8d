import { z } from 'zod';
import { prisma } from '../../db/prisma';
import { writeAuditEvent } from '../audit/write-audit-event';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { parseInput } from '../parse-input';
import { lavaRealm } from './lava-realm';

/** What cancelling takes: the pull that was seen running. */
export const cancelPullInput = z.strictObject({ realm: z.string(), pullId: z.uuid() });

/**
 * Ends a pull that runs, whoever began it and on whatever server: nothing of it counts from now on. The server that
 * reads sees it at its next sign of life, and stops.
 *
 * @throws {ServiceError} NOT_FOUND, FORBIDDEN, INVALID_INPUT, CONFLICT when it does not run any more
 */
export async function cancelPull(
  context: ServiceContext,
  input: z.input<typeof cancelPullInput>,
): Promise<{ readonly cancelled: string }> {
  const { realm: realmName, pullId } = parseInput(cancelPullInput, input);
  const realm = await lavaRealm(context, 'lava:pull', realmName);
  await prisma().$transaction(async (db) => {
    const { count } = await db.pull.updateMany({
      where: { id: pullId, realmId: realm.id, state: 'running' },
      data: { state: 'cancelled', finishedAt: new Date() },
    });
    if (count === 0) {
      throw new ServiceError('CONFLICT', 'This pull does not run any more.', {
        hint: 'The page shows what it found, or why it ended.',
      });
    }
    await writeAuditEvent(db, context, {
      action: 'lava.pull',
      realm: realm.name,
      outcome: 'cancelled',
      details: { pullId },
    });
  });
  return { cancelled: pullId };
}
