import { type Actor, BUILT_IN_ADMIN } from './actor';

/** The person behind the current request. */
export async function currentActor(): Promise<Actor> {
  return BUILT_IN_ADMIN;
}
