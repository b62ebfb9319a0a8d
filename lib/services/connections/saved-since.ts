import { z } from 'zod';
import { ServiceError } from '../errors';

/** The versions that were looked at, by conn_id. */
export const versionsInput = z.record(z.string(), z.number().int());

/**
 * Makes sure that connections are still what was looked at.
 *
 * @throws {ServiceError} CONFLICT when one was saved since, or was not looked at
 */
export function assertNotSavedSince(
  rows: readonly { readonly connId: string; readonly version: number; readonly updatedBy: string }[],
  versions: Readonly<Record<string, number>>,
): void {
  const looked = new Map(Object.entries(versions));
  const newer = rows.find(({ connId, version }) => version !== looked.get(connId));
  if (!newer) return;
  const { connId, updatedBy } = newer;
  throw new ServiceError('CONFLICT', `${updatedBy} saved "${connId}" since you looked at it.`, {
    hint: 'Nothing was changed. Reload the page, look at the change, then decide.',
  });
}
