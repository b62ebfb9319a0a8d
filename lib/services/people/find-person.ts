import { z } from 'zod';
import type { Db } from '../../db/prisma';
import { ServiceError } from '../errors';

/** What names a person. */
export const personId = z.strictObject({ id: z.string() });

/** The person. @throws {ServiceError} NOT_FOUND */
export async function findPerson(db: Db, id: string) {
  const person = z.uuid().safeParse(id).success && (await db.user.findUnique({ where: { id } }));
  if (person) return person;
  throw new ServiceError('NOT_FOUND', 'There is no such person.', { hint: 'Reload the list of people.' });
}
