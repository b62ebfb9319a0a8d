import { z } from 'zod';
import { prisma } from '../../db/prisma';
import { RESTORABLE_DAYS } from '../../listing/restorable-days';
import { authorise } from '../authorise';
import { askFirst } from '../changes/ask-first';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { parseInput } from '../parse-input';
import { ConnectionWriter } from './connection-writer';
import { type DeletedRow, deletedConnections } from './deleted-connections';
import { deriveColumns } from './derive-columns';
import { findingContexts } from './finding-context';
import { isTaken } from './is-taken';
import { asSpec } from './stored-spec';

/** What restoring takes. `deletedAt`: when those were deleted that were looked at, by conn_id. */
export const restoreConnectionsInput = z.strictObject({
  realm: z.string(),
  connIds: z.array(z.string()).min(1).max(1000),
  deletedAt: z.record(z.string(), z.iso.datetime()),
});

/**
 * Brings deleted connections back from their last version, all or none: with their history of versions, without that of
 * their tests. The newest deletion of the last 30 days counts, and only while it is the one that was looked at.
 *
 * @throws {ServiceError} NOT_FOUND, FORBIDDEN, INVALID_INPUT, ALREADY_EXISTS when the name is taken again, CONFLICT when
 * another connection of the name was deleted since
 */
export async function restoreConnections(
  context: ServiceContext,
  input: z.input<typeof restoreConnectionsInput>,
): Promise<{ readonly restored: readonly string[]; readonly waiting?: readonly string[] }> {
  const { realm: realmName, connIds, deletedAt } = parseInput(restoreConnectionsInput, input);
  const realm = await authorise(context, 'connection:write', realmName);
  const wanted = [...new Set(connIds)];
  try {
    return await prisma().$transaction(async (db) => {
      const there = await db.connection.findFirst({ where: { realmId: realm.id, connId: { in: wanted } } });
      if (there) throw taken(there.connId);
      const deleted = new Map((await deletedConnections(db, realm, wanted)).map((row) => [row.connId, row]));
      const contextOf = await findingContexts(db, realm);
      const last = wanted.map((connId) => deleted.get(connId) ?? notDeleted(connId));
      assertAsSeen(last, deletedAt);
      const proposed = last.map(({ connId, version, spec }) => ({
        connId,
        action: 'restore' as const,
        baseVersion: version,
        spec: asSpec(spec),
      }));
      const waiting = await askFirst(db, context, realm, proposed);
      if (waiting) return { restored: [], waiting };
      const writer = new ConnectionWriter(db, context, realm);
      for (const { spec: stored, connectionId, at } of last) {
        const spec = asSpec(stored);
        const details = { deletedAt: at.toISOString() };
        const change = { action: 'restore', event: { action: 'connection.restore', details } } as const;
        writer.create(spec, deriveColumns(spec, contextOf(spec)), change, connectionId);
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

function assertAsSeen(rows: readonly DeletedRow[], deletedAt: Readonly<Record<string, string>>): void {
  const looked = new Map(Object.entries(deletedAt).map(([connId, at]) => [connId, Date.parse(at)]));
  const other = rows.find(({ connId, at }) => at.getTime() !== looked.get(connId));
  if (!other) return;
  const { connId, actor } = other;
  const message = `${actor} deleted another connection "${connId.slice(0, 80)}" since you looked at it.`;
  throw new ServiceError('CONFLICT', message, {
    hint: 'Nothing was restored. Reload the page, look at what was deleted, then decide.',
  });
}

function notDeleted(connId: string): never {
  throw new ServiceError('NOT_FOUND', `No deletion of "${connId.slice(0, 80)}" is on record.`, {
    hint: `Deleted connections can be restored for ${RESTORABLE_DAYS} days. Nothing was restored.`,
  });
}
