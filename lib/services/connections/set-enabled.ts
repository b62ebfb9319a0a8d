import { z } from 'zod';
import { prisma } from '../../db/prisma';
import { authorise } from '../authorise';
import type { ServiceContext } from '../context';
import { parseInput } from '../parse-input';
import { ConnectionWriter } from './connection-writer';
import { deriveColumns } from './derive-columns';
import { findingContext } from './finding-context';
import { lockConnections } from './lock-connections';
import { asSpec } from './stored-spec';

/** What enabling or disabling takes. */
export const setEnabledInput = z.strictObject({
  realm: z.string(),
  connIds: z.array(z.string()).min(1).max(1000),
  enabled: z.boolean(),
});

/**
 * Enables or disables connections, all or none. Returns how many were changed; those that are so already are left
 * alone.
 *
 * @throws {ServiceError} NOT_FOUND, FORBIDDEN, INVALID_INPUT
 */
export async function setEnabled(
  context: ServiceContext,
  input: z.input<typeof setEnabledInput>,
): Promise<{ readonly changed: readonly string[] }> {
  const { realm: realmName, connIds, enabled } = parseInput(setEnabledInput, input);
  const realm = await authorise(context, 'connection:write', realmName);
  return prisma().$transaction(async (db) => {
    const rows = await lockConnections(db, realm, connIds);
    const writer = new ConnectionWriter(db, context, realm);
    const word = enabled ? 'enable' : 'disable';
    const changed: string[] = [];
    for (const row of rows) {
      const before = asSpec(row.spec);
      if (before.enabled === enabled) continue;
      const spec = { ...before, enabled };
      const columns = deriveColumns(spec, await findingContext(db, realm, spec));
      const event = { action: `connection.${word}`, details: { version: row.version + 1 } };
      await writer.update(row, spec, columns, { action: word, event });
      changed.push(row.connId);
    }
    await writer.finish();
    return { changed };
  });
}
