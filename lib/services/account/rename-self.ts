import { z } from 'zod';
import { prisma } from '../../db/prisma';
import { writeAuditEvent } from '../audit/write-audit-event';
import type { ServiceContext } from '../context';
import { parseInput } from '../parse-input';
import { personName } from '../people/person-input';
import { assertPerson } from '../tokens/assert-person';

/** Changes one's own name. @throws {ServiceError} FORBIDDEN, INVALID_INPUT */
export async function renameSelf(
  context: ServiceContext,
  input: unknown,
): Promise<{ readonly name: string }> {
  assertPerson(context);
  const { name } = parseInput(z.strictObject({ name: personName }), input);
  return prisma().$transaction(async (db) => {
    await db.user.update({ where: { id: context.actor.id }, data: { name } });
    await writeAuditEvent(db, context, {
      action: 'account.rename',
      details: { before: context.actor.name, after: name },
    });
    return { name };
  });
}
