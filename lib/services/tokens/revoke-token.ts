import { z } from 'zod';
import { allows } from '../../auth/permissions';
import { prisma } from '../../db/prisma';
import { writeAuditEvent } from '../audit/write-audit-event';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { parseInput } from '../parse-input';
import { assertPerson } from './assert-person';

export const revokeTokenInput = z.strictObject({ id: z.uuid() });

/**
 * Makes an API token useless, at once and for good: one's own, or anybody's in a realm whose admin one is.
 *
 * @throws {ServiceError} FORBIDDEN, NOT_FOUND
 */
export async function revokeToken(context: ServiceContext, input: unknown): Promise<void> {
  assertPerson(context);
  const { id } = parseInput(revokeTokenInput, input);
  await prisma().$transaction(async (db) => {
    const row = await db.apiToken.findUnique({
      where: { id },
      include: { realm: { select: { name: true } }, user: { select: { email: true } } },
    });
    const own = row?.userId === context.actor.id;
    if (!row || !(own || allows(context.actor.roleIn(row.realm.name), 'realm:write'))) {
      throw new ServiceError(
        'NOT_FOUND',
        'There is no such token of yours, or of a realm whose admin you are.',
      );
    }
    const { count } = await db.apiToken.updateMany({
      where: { id, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    if (count === 0) return;
    await writeAuditEvent(db, context, {
      action: 'token.revoke',
      realm: row.realm.name,
      target: row.start,
      details: { name: row.name, ...(!own && { owner: row.user.email }) },
    });
  });
}
