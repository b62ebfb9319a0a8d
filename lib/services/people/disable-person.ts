import { prisma } from '../../db/prisma';
import { writeAuditEvent } from '../audit/write-audit-event';
import { authoriseEverywhere } from '../authorise';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { parseInput } from '../parse-input';
import { findPerson, personId } from './find-person';
import { keepingAnAdmin } from './last-admin';
import { dropLinks } from './one-time-link';

/**
 * Keeps a person out from now on: their sessions end and their API tokens are not accepted. Their roles stay.
 *
 * @throws {ServiceError} FORBIDDEN, NOT_FOUND, CONFLICT for oneself and for the last admin
 */
export async function disablePerson(context: ServiceContext, input: unknown): Promise<void> {
  await authoriseEverywhere(context, 'people:write');
  const { id } = parseInput(personId, input);
  await prisma().$transaction(async (db) => {
    const person = await findPerson(db, id);
    if (id === context.actor.id) throw new ServiceError('CONFLICT', 'You cannot disable yourself.');
    const { count } = await keepingAnAdmin(db, () =>
      db.user.updateMany({ where: { id, disabledAt: null }, data: { disabledAt: new Date() } }),
    );
    await db.session.deleteMany({ where: { userId: id } });
    await dropLinks(db, 'password', id);
    if (count > 0) await writeAuditEvent(db, context, { action: 'person.disable', target: person.email });
  });
}
