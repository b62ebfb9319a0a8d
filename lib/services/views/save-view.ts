import { z } from 'zod';
import { prisma } from '../../db/prisma';
import { formatListQuery, parseListQuery } from '../../listing/list-query';
import { writeAuditEvent } from '../audit/write-audit-event';
import { authorise } from '../authorise';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { parseInput } from '../parse-input';
import type { ViewDto } from './view-dto';

const MOST_VIEWS = 100;

/** What saving a view takes. A view of the same name is replaced. */
export const saveViewInput = z.strictObject({
  realm: z.string(),
  name: z
    .string()
    .trim()
    .min(1, 'Give the view a name.')
    .max(60, 'Keep the name under 60 characters.')
    .refine((name) => !/\p{C}/u.test(name), 'Leave out control and invisible characters.'),
  query: z.string().max(8000, 'This filter is too long to be saved.'),
});

/**
 * Keeps the list's filter and order under a name, for the acting person. The page is not part of it.
 *
 * @throws {ServiceError} NOT_FOUND, INVALID_INPUT, TOO_MANY
 */
export async function saveView(
  context: ServiceContext,
  input: z.input<typeof saveViewInput>,
): Promise<ViewDto> {
  const { realm: realmName, name, query: given } = parseInput(saveViewInput, input);
  const realm = await authorise(context, 'connection:read', realmName);
  const query = formatListQuery({ ...parseListQuery(new URLSearchParams(given)), page: 1 }).toString();
  const owner = { realmId: realm.id, actor: context.actor.id };
  await prisma().$transaction(async (db) => {
    const others = await db.savedView.count({ where: { ...owner, name: { not: name } } });
    if (others >= MOST_VIEWS) {
      throw new ServiceError('TOO_MANY', `You have ${MOST_VIEWS} views in ${realm.name} already.`, {
        hint: 'Delete one that you no longer use.',
      });
    }
    await db.savedView.upsert({
      where: { realmId_actor_name: { ...owner, name } },
      create: { ...owner, name, query },
      update: { query },
    });
    await writeAuditEvent(db, context, {
      action: 'view.save',
      realm: realm.name,
      target: name,
      details: { query },
    });
  });
  return { name, query };
}
