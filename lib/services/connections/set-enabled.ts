import { z } from 'zod';
import { prisma } from '../../db/prisma';
import { authorise } from '../authorise';
import { askFirst } from '../changes/ask-first';
import type { ServiceContext } from '../context';
import { parseInput } from '../parse-input';
import { ConnectionWriter } from './connection-writer';
import { deriveColumns } from './derive-columns';
import { findingContext } from './finding-context';
import { lockConnections } from './lock-connections';
import { noteInput } from './note-input';
import { assertNotSavedSince, versionsInput } from './saved-since';
import { asSpec } from './stored-spec';

/** What enabling or disabling takes. `versions`: those that were looked at; what was saved since is left alone. */
export const setEnabledInput = z.strictObject({
  realm: z.string(),
  connIds: z.array(z.string()).min(1).max(1000),
  enabled: z.boolean(),
  versions: versionsInput,
  note: noteInput,
});

/**
 * Enables or disables connections, all or none. Returns how many were changed; those that are so already are left
 * alone.
 *
 * @throws {ServiceError} NOT_FOUND, FORBIDDEN, INVALID_INPUT, CONFLICT when one was saved since it was looked at
 */
export async function setEnabled(
  context: ServiceContext,
  input: z.input<typeof setEnabledInput>,
): Promise<{ readonly changed: readonly string[]; readonly waiting?: readonly string[] }> {
  const { realm: realmName, connIds, enabled, versions, note } = parseInput(setEnabledInput, input);
  const realm = await authorise(context, 'connection:write', realmName);
  return prisma().$transaction(async (db) => {
    const rows = await lockConnections(db, realm, connIds);
    assertNotSavedSince(rows, versions);
    const next = rows.flatMap((row) => {
      const before = asSpec(row.spec);
      return before.enabled === enabled ? [] : [{ row, spec: { ...before, enabled } }];
    });
    const proposed = next.map(({ row: { connId, version }, spec }) => ({
      connId,
      action: 'update' as const,
      baseVersion: version,
      spec,
      note,
    }));
    const waiting = await askFirst(db, context, realm, proposed);
    if (waiting) return { changed: [], waiting };
    const writer = new ConnectionWriter(db, context, realm);
    const word = enabled ? 'enable' : 'disable';
    const changed: string[] = [];
    for (const { row, spec } of next) {
      const columns = deriveColumns(spec, await findingContext(db, realm, spec));
      const event = { action: `connection.${word}`, details: {} };
      await writer.update(row, spec, columns, { action: word, note, event });
      changed.push(row.connId);
    }
    await writer.finish();
    return { changed };
  });
}
