import { z } from 'zod';
import { prisma } from '../../db/prisma';
import { RESTORABLE_DAYS } from '../../listing/restorable-days';
import { authorise } from '../authorise';
import { askFirst } from '../changes/ask-first';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { parseInput } from '../parse-input';
import { ConnectionWriter } from './connection-writer';
import { deletedConnections } from './deleted-connections';
import { deriveColumns } from './derive-columns';
import { findingContexts } from './finding-context';
import { isTaken } from './is-taken';
import { asSpec } from './stored-spec';

/** What restoring takes. */
export const restoreConnectionsInput = z.strictObject({
  realm: z.string(),
  connIds: z.array(z.string()).min(1).max(1000),
});

/**
 * Brings deleted connections back from their last version, all or none: with their history of versions, without that of
 * their tests. The newest deletion of the last 30 days counts.
 *
 * @throws {ServiceError} NOT_FOUND, FORBIDDEN, INVALID_INPUT, ALREADY_EXISTS when the name is taken again
 */
export async function restoreConnections(
  context: ServiceContext,
  input: z.input<typeof restoreConnectionsInput>,
): Promise<{ readonly restored: readonly string[]; readonly waiting?: readonly string[] }> {
  const { realm: realmName, connIds } = parseInput(restoreConnectionsInput, input);
  const realm = await authorise(context, 'connection:write', realmName);
  const wanted = [...new Set(connIds)];
  try {
    return await prisma().$transaction(async (db) => {
      const there = await db.connection.findFirst({ where: { realmId: realm.id, connId: { in: wanted } } });
      if (there) throw taken(there.connId);
      const deleted = new Map((await deletedConnections(db, realm, wanted)).map((row) => [row.connId, row]));
      const contextOf = await findingContexts(db, realm);
      const last = wanted.map((connId) => deleted.get(connId) ?? notDeleted(connId));
      const proposed = last.map(({ connId, spec }) => ({
        connId,
        action: 'create' as const,
        baseVersion: null,
        spec: asSpec(spec),
      }));
      const waiting = await askFirst(db, context, realm, proposed);
      if (waiting) return { restored: [], waiting };
      const writer = new ConnectionWriter(db, context, realm);
      for (const { spec: stored, connectionId, version, at } of last) {
        const spec = asSpec(stored);
        const again = { id: connectionId, version };
        const details = { version: version + 1, deletedAt: at.toISOString() };
        const change = { action: 'restore', event: { action: 'connection.restore', details } } as const;
        writer.create(spec, deriveColumns(spec, contextOf(spec)), change, again);
      }
      await writer.finish();
      return { restored: wanted };
    });
  } catch (error) {
    if (isTaken(error)) throw taken(wanted.join(', '));
    throw error;
  }
}

function taken(connId: string): ServiceError {
  return new ServiceError('ALREADY_EXISTS', `There is a connection "${connId.slice(0, 80)}" again.`, {
    hint: 'Nothing was restored. Delete that one first, or duplicate it under another conn_id.',
  });
}

function notDeleted(connId: string): never {
  throw new ServiceError('NOT_FOUND', `No deletion of "${connId.slice(0, 80)}" is on record.`, {
    hint: `Deleted connections can be restored for ${RESTORABLE_DAYS} days. Nothing was restored.`,
  });
}
