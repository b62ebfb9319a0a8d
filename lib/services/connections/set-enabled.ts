import { z } from 'zod';
import { prisma } from '../../db/prisma';
import { writeAuditEvent } from '../audit/write-audit-event';
import { authorise } from '../authorise';
import { askFirst } from '../changes/ask-first';
import type { ServiceContext } from '../context';
import { parseInput } from '../parse-input';
import { changedConnection } from './changed-connection';
import { deriveColumns } from './derive-columns';
import { findingContext } from './finding-context';
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
): Promise<{ readonly changed: readonly string[]; readonly waiting?: readonly string[] }> {
  const { realm: realmName, connIds, enabled } = parseInput(setEnabledInput, input);
  const realm = await authorise(context, 'connection:write', realmName);
  return prisma().$transaction(async (db) => {
    const rows = await db.connection.findMany({ where: { realmId: realm.id, connId: { in: connIds } } });
    const next = rows.flatMap((row) => {
      const before = asSpec(row.spec);
      return before.enabled === enabled ? [] : [{ row, spec: { ...before, enabled } }];
    });
    const proposed = next.map(({ row: { connId, version }, spec }) => ({
      connId,
      action: 'update' as const,
      baseVersion: version,
      spec,
    }));
    const waiting = await askFirst(db, context, realm, proposed);
    if (waiting) return { changed: [], waiting };
    const changed: string[] = [];
    for (const { row, spec } of next) {
      await db.connection.update({
        where: { id: row.id },
        data: changedConnection(context, spec, deriveColumns(spec, await findingContext(db, realm, spec))),
      });
      await writeAuditEvent(db, context, {
        action: enabled ? 'connection.enable' : 'connection.disable',
        realm: realm.name,
        target: row.connId,
      });
      changed.push(row.connId);
    }
    return { changed };
  });
}
