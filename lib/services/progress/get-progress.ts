import { z } from 'zod';
import { authorise } from '../authorise';
import type { ServiceContext } from '../context';
import { parseInput } from '../parse-input';
import { runtime } from '../runtime';
import { progressKey } from './followed';

/** The id that a page gives the work it wants to follow. */
export const progressIdInput = z.uuid();

/** How many of its parts a piece of work has done. */
export interface Progress {
  readonly done: number;
  readonly total: number;
}

/** How far the work is that was given this id; null when it has not begun or is over. @throws {ServiceError} NOT_FOUND, INVALID_INPUT */
export async function getProgress(
  context: ServiceContext,
  realmName: string,
  id: string,
): Promise<Progress | null> {
  const realm = await authorise(context, 'connection:read', realmName);
  return runtime().progress.get(progressKey(realm, parseInput(progressIdInput, id))) ?? null;
}
