import { z } from 'zod';
import { prisma } from '../../db/prisma';
import { writeAuditEvent } from '../audit/write-audit-event';
import { authorise } from '../authorise';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { parseInput } from '../parse-input';

/** What deleting a view takes. */
export const deleteViewInput = z.strictObject({ realm: z.string(), name: z.string() });

/** Deletes one of the acting person's views. @throws {ServiceError} NOT_FOUND, INVALID_INPUT */
export async function deleteView(
  context: ServiceContext,
  input: z.input<typeof deleteViewInput>,
): Promise<{ readonly deleted: string }> {
  const { realm: realmName, name } = parseInput(deleteViewInput, input);
  const realm = await authorise(context, 'connection:read', realmName);
  await prisma().$transaction(async (db) => {
    const { count } = await db.savedView.deleteMany({
      where: { realmId: realm.id, actor: context.actor.id, name },
    });
    if (count === 0) throw new ServiceError('NOT_FOUND', `There is no view "${name.slice(0, 80)}".`);
    await writeAuditEvent(db, context, { action: 'view.delete', realm: realm.name, target: name });
  });
  return { deleted: name };
}
