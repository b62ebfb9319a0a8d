import { prisma } from '../../db/prisma';
import { writeAuditEvent } from '../audit/write-audit-event';
import { authoriseEverywhere } from '../authorise';
import type { ServiceContext } from '../context';
import { parseInput } from '../parse-input';
import { findPerson, personId } from './find-person';

/** Lets a disabled person sign in again, as before. @throws {ServiceError} FORBIDDEN, NOT_FOUND */
export async function enablePerson(context: ServiceContext, input: unknown): Promise<void> {
  await authoriseEverywhere(context, 'people:write');
  const { id } = parseInput(personId, input);
  await prisma().$transaction(async (db) => {
    const person = await findPerson(db, id);
    const { count } = await db.user.updateMany({
      where: { id, disabledAt: { not: null } },
      data: { disabledAt: null },
    });
    if (count > 0) await writeAuditEvent(db, context, { action: 'person.enable', target: person.email });
  });
}
