import { runtime } from '../runtime';

/**
 * Does work whose size is known in a way that its page can follow: under an id that the page chose, for as long as it
 * lasts. The work tells of every part that is done.
 */
export async function followed<T>(
  realm: { readonly id: string },
  id: string | undefined,
  total: number,
  work: (onDone: (parts: number) => void) => Promise<T>,
): Promise<T> {
  const { progress } = runtime();
  const key = progressKey(realm, id ?? '');
  let done = 0;
  const note = () => id !== undefined && progress.set(key, { done, total });
  note();
  try {
    return await work((parts) => {
      done += parts;
      note();
    });
  } finally {
    progress.delete(key);
  }
}

/** Under which the work's progress is kept. */
export function progressKey(realm: { readonly id: string }, id: string): string {
  return `${realm.id}/${id}`;
}
