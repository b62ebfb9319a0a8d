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

/** How many other people may sign in and are admin of the whole console. */
export async function otherAdmins(db: Db, id: string): Promise<number> {
  return db.user.count({
    where: { id: { not: id }, disabledAt: null, grants: { some: { realmId: null, role: 'admin' } } },
  });
}
