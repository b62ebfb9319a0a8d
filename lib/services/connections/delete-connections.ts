import { z } from 'zod';
import { prisma } from '../../db/prisma';
import { deleteConfirmation } from '../../listing/delete-confirmation';
import { authorise } from '../authorise';
import { askFirst } from '../changes/ask-first';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { parseInput } from '../parse-input';
import { ConnectionWriter } from './connection-writer';
import { lockConnections } from './lock-connections';
import { noteInput } from './note-input';
import { assertNotSavedSince, versionsInput } from './saved-since';
import { asSpec, toStored } from './stored-spec';

/**
 * What deleting takes. A protected realm wants the name typed: the conn_id of one, else `delete N connections`.
 * `versions`: those that were looked at; a connection that was saved since is not deleted.
 */
export const deleteConnectionsInput = z.strictObject({
  realm: z.string(),
  connIds: z.array(z.string()).min(1).max(1000),
  confirmation: z.string().optional(),
  versions: versionsInput,
  note: noteInput,
});

/** What was deleted, and when, by conn_id: restoring takes that. */
interface Deleted {
  readonly deleted: readonly string[];
  readonly deletedAt: Readonly<Record<string, string>>;
  readonly waiting?: readonly string[];
}

/** Deletes connections, all or none. @throws {ServiceError} NOT_FOUND, FORBIDDEN, INVALID_INPUT, CONFLICT */
export async function deleteConnections(
  context: ServiceContext,
  input: z.input<typeof deleteConnectionsInput>,
): Promise<Deleted> {
  const {
    realm: realmName,
    connIds,
    confirmation,
    versions,
    note,
  } = parseInput(deleteConnectionsInput, input);
  const realm = await authorise(context, 'connection:write', realmName);
  const expected = deleteConfirmation(connIds);
  if (realm.protected && confirmation !== expected) {
    throw new ServiceError('INVALID_INPUT', `${realm.name} is protected: type "${expected}" to delete.`, {
      problems: [{ path: 'confirmation', message: `Type ${expected} exactly.` }],
    });
  }
  return prisma().$transaction(async (db) => {
    const rows = await lockConnections(db, realm, connIds);
    assertNotSavedSince(rows, versions);
    const proposed = rows.map(({ connId, version }) => ({
      connId,
      action: 'delete' as const,
      baseVersion: version,
      spec: null,
      note,
    }));
    const waiting = await askFirst(db, context, realm, proposed);
    if (waiting) return { deleted: [], deletedAt: {}, waiting };
    const writer = new ConnectionWriter(db, context, realm);
    for (const row of rows) {
      const details = { spec: toStored(asSpec(row.spec)), ...(note && { note }) };
      await writer.remove(row, { action: 'delete', note, event: { action: 'connection.delete', details } });
    }
    await writer.finish();
    const deleted = rows.map((row) => row.connId);
    const at = writer.at.toISOString();
    return { deleted, deletedAt: Object.fromEntries(deleted.map((connId) => [connId, at])) };
  });
}
