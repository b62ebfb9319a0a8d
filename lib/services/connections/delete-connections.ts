import { z } from 'zod';
import { prisma } from '../../db/prisma';
import { deleteConfirmation } from '../../listing/delete-confirmation';
import { writeAuditEvent } from '../audit/write-audit-event';
import { authorise } from '../authorise';
import { askFirst } from '../changes/ask-first';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { parseInput } from '../parse-input';
import { asSpec, toStored } from './stored-spec';

/** What deleting takes. A protected realm wants the name typed: the conn_id of one, else `delete N connections`. */
export const deleteConnectionsInput = z.strictObject({
  realm: z.string(),
  connIds: z.array(z.string()).min(1).max(1000),
  confirmation: z.string().optional(),
});

/** Deletes connections, all or none. @throws {ServiceError} NOT_FOUND, FORBIDDEN, INVALID_INPUT */
export async function deleteConnections(
  context: ServiceContext,
  input: z.input<typeof deleteConnectionsInput>,
): Promise<{ readonly deleted: readonly string[]; readonly waiting?: readonly string[] }> {
  const { realm: realmName, connIds, confirmation } = parseInput(deleteConnectionsInput, input);
  const realm = await authorise(context, 'connection:write', realmName);
  const expected = deleteConfirmation(connIds);
  if (realm.protected && confirmation !== expected) {
    throw new ServiceError('INVALID_INPUT', `${realm.name} is protected: type "${expected}" to delete.`, {
      problems: [{ path: 'confirmation', message: `Type ${expected} exactly.` }],
    });
  }
  return prisma().$transaction(async (db) => {
    const rows = await db.connection.findMany({ where: { realmId: realm.id, connId: { in: connIds } } });
    const proposed = rows.map(({ connId, version }) => ({
      connId,
      action: 'delete' as const,
      baseVersion: version,
      spec: null,
    }));
    const waiting = await askFirst(db, context, realm, proposed);
    if (waiting) return { deleted: [], waiting };
    await db.connection.deleteMany({ where: { id: { in: rows.map((row) => row.id) } } });
    for (const row of rows) {
      await writeAuditEvent(db, context, {
        action: 'connection.delete',
        realm: realm.name,
        target: row.connId,
        details: { spec: toStored(asSpec(row.spec)) },
      });
    }
    return { deleted: rows.map((row) => row.connId) };
  });
}
