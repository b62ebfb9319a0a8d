import { noteActor, requestId } from '../request-scope';
import type { Actor } from './actor';
import { currentActor } from './current-actor';

/** The acting person and the id of the current request, as every service takes them. */
export async function requestContext(): Promise<{ readonly actor: Actor; readonly requestId: string }> {
  const actor = await currentActor();
  noteActor(actor.id);
  return { actor, requestId: requestId() };
}
