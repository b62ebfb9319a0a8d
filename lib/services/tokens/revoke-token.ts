import { z } from 'zod';
import { prisma } from '../../db/prisma';
import { writeAuditEvent } from '../audit/write-audit-event';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { parseInput } from '../parse-input';
import { assertPerson } from './assert-person';

export const revokeTokenInput = z.strictObject({ id: z.uuid() });

/** Makes one of one's own API tokens useless, at once and for good. @throws {ServiceError} FORBIDDEN, NOT_FOUND */
export async function revokeToken(context: ServiceContext, input: unknown): Promise<void> {
  assertPerson(context);
  const { id } = parseInput(revokeTokenInput, input);
  await prisma().$transaction(async (db) => {
    const row = await db.apiToken.findFirst({
      where: { id, userId: context.actor.id },
      include: { realm: { select: { name: true } } },
    });
    if (!row) throw new ServiceError('NOT_FOUND', 'There is no such token of yours.');
    const { count } = await db.apiToken.updateMany({
      where: { id, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    if (count === 0) return;
    await writeAuditEvent(db, context, {
      action: 'token.revoke',
      realm: row.realm.name,
      target: row.start,
      details: { name: row.name },
    });
  });
}
