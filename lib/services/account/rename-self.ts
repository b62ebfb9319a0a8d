import { z } from 'zod';
import { prisma } from '../../db/prisma';
import { writeAuditEvent } from '../audit/write-audit-event';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { parseInput } from '../parse-input';
import { personName } from '../people/person-input';
import { assertPerson } from '../tokens/assert-person';

/** Names under which the console itself acts in histories and the trail. */
const OWN = ['admin', 'company account', 'lava-conn', 'nobody', 'operator', 'sandbox', 'schedule', 'set-up'];

/**
 * Changes one's own name. Histories, requests and the trail tell people apart by it.
 *
 * @throws {ServiceError} FORBIDDEN, INVALID_INPUT, ALREADY_EXISTS when somebody else has the name
 */
export async function renameSelf(
  context: ServiceContext,
  input: unknown,
): Promise<{ readonly name: string }> {
  assertPerson(context);
  const { name } = parseInput(z.strictObject({ name: personName }), input);
  return prisma().$transaction(async (db) => {
    const same = { equals: name, mode: 'insensitive' } as const;
    const other = await db.user.findFirst({ where: { name: same, id: { not: context.actor.id } } });
    if (other || OWN.includes(name.toLowerCase())) throw taken(name);
    await db.user.update({ where: { id: context.actor.id }, data: { name } });
    await writeAuditEvent(db, context, {
      action: 'account.rename',
      details: { before: context.actor.name, after: name },
    });
    return { name };
  });
}

function taken(name: string): ServiceError {
  const message = `"${name}" is the name of somebody else here. Choose one by which you can be told apart.`;
  return new ServiceError('ALREADY_EXISTS', message, { problems: [{ path: 'name', message }] });
}
