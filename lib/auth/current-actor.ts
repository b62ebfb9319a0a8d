import { cookies } from 'next/headers';
import { type Actor, BUILT_IN_ADMIN } from './actor';
import { ROLES } from './permissions';

/** The person behind the current request. */
export async function currentActor(): Promise<Actor> {
  const person = (await cookies()).get('development-person')?.value;
  if (!person) return BUILT_IN_ADMIN;
  const role = ROLES.find((known) => person.startsWith(known)) ?? null;
  return { id: person, name: person, roleIn: () => role };
}
