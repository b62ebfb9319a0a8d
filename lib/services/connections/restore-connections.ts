import { z } from 'zod';
import type { Spec } from '../../connectors/spec';
import { prisma } from '../../db/prisma';
import { writeAuditEvent } from '../audit/write-audit-event';
import { authorise } from '../authorise';
import { askFirst, type ProposedChange } from '../changes/ask-first';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { parseInput } from '../parse-input';
import { insertConnection } from './insert-connection';

const DAY_MS = 86_400_000;
/** How long a deleted connection can be brought back. */
const RESTORABLE_MS = 30 * DAY_MS;

/** What restoring takes. */
export const restoreConnectionsInput = z.strictObject({
  realm: z.string(),
  connIds: z.array(z.string()).min(1).max(1000),
});

const deletion = z.object({ spec: z.record(z.string(), z.json()) });

/**
 * Brings deleted connections back from the record of their deletion, all or none. Their specs are as they were; the
 * history of their tests is gone. The newest deletion of the last 30 days counts.
 *
 * @throws {ServiceError} NOT_FOUND, FORBIDDEN, INVALID_INPUT, ALREADY_EXISTS
 */
export async function restoreConnections(
  context: ServiceContext,
  input: z.input<typeof restoreConnectionsInput>,
): Promise<{ readonly restored: readonly string[]; readonly waiting?: readonly string[] }> {
  const { realm: realmName, connIds } = parseInput(restoreConnectionsInput, input);
  const realm = await authorise(context, 'connection:write', realmName);
  return prisma().$transaction(async (db) => {
    const wanted = [...new Set(connIds)];
    const there = await db.connection.findFirst({ where: { realmId: realm.id, connId: { in: wanted } } });
    if (there) {
      throw new ServiceError('ALREADY_EXISTS', `There is a connection "${there.connId}" again.`, {
        hint: 'Nothing was restored. Delete or rename that one first.',
      });
    }
    const events = await db.auditEvent.findMany({
      where: {
        realm: realm.name,
        action: 'connection.delete',
        target: { in: wanted },
        at: { gte: new Date(Date.now() - RESTORABLE_MS) },
      },
      orderBy: { at: 'desc' },
      distinct: ['target'],
    });
    const restorations: (ProposedChange & { readonly spec: Spec; readonly deletion: string })[] = [];
    for (const connId of wanted) {
      const event = events.find(({ target }) => target === connId);
      if (!event) {
        throw new ServiceError('NOT_FOUND', `No deletion of "${connId.slice(0, 80)}" is on record.`, {
          hint: 'Deleted connections can be restored for 30 days. Nothing was restored.',
        });
      }
      const { spec } = deletion.parse(event.details);
      restorations.push({ connId, action: 'create', baseVersion: null, spec, deletion: event.id });
    }
    const waiting = await askFirst(db, context, realm, restorations);
    if (waiting) return { restored: [], waiting };
    for (const { connId, spec, deletion: id } of restorations) {
      await insertConnection(db, context, realm, spec);
      await writeAuditEvent(db, context, {
        action: 'connection.restore',
        realm: realm.name,
        target: connId,
        details: { deletion: id },
      });
    }
    return { restored: wanted };
  });
}
