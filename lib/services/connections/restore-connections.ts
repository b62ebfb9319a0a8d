import { z } from 'zod';
import { type Db, prisma } from '../../db/prisma';
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

/** What restoring takes. `deletedAt` by conn_id: which deletion is meant, of several of one name, by its time. */
export const restoreConnectionsInput = z.strictObject({
  realm: z.string(),
  connIds: z.array(z.string()).min(1).max(1000),
  deletedAt: z.record(z.string(), z.iso.datetime()),
});

/**
 * Brings deleted connections back from their last version, all or none: with their history of versions, without that of
 * their tests. Any deletion of the last 30 days can be meant, and no other is taken for it.
 *
 * @throws {ServiceError} NOT_FOUND, also for a deletion that is not on record any more, FORBIDDEN, INVALID_INPUT,
 * ALREADY_EXISTS when the name is taken again
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
      const last = await lookedAt(db, realm, wanted, deletedAt);
      const contextOf = await findingContexts(db, realm);
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
    hint: 'Nothing was restored. Delete the one that has the name now, then restore; if you need that one as well, duplicate it under another conn_id before.',
  });
}

/** The deletions that were looked at. @throws {ServiceError} NOT_FOUND when one is not on record any more */
async function lookedAt(
  db: Db,
  realm: { readonly id: string },
  connIds: readonly string[],
  deletedAt: Readonly<Record<string, string>>,
): Promise<readonly DeletedRow[]> {
  const looked = new Map(Object.entries(deletedAt).map(([connId, at]) => [connId, new Date(at)]));
  const rows = await deletedConnections(db, realm, { connIds, at: [...looked.values()] });
  return connIds.map((wanted) => {
    const time = looked.get(wanted)?.getTime();
    return rows.find(({ connId, at }) => connId === wanted && at.getTime() === time) ?? notDeleted(wanted);
  });
}

function notDeleted(connId: string): never {
  const message = `The deletion of "${connId.slice(0, 80)}" that you looked at is not on record any more.`;
  throw new ServiceError('NOT_FOUND', message, {
    hint: `Nothing was restored. Deleted connections can be restored for ${RESTORABLE_DAYS} days: reload the page to see which.`,
  });
}
