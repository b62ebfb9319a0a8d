import { randomUUID } from 'node:crypto';
import type { Actor } from './actor';
import { currentActor } from './current-actor';

/** The acting person and an id for the current request, as every service takes them. */
export async function requestContext(): Promise<{ readonly actor: Actor; readonly requestId: string }> {
  return { actor: await currentActor(), requestId: randomUUID() };
}
