import { z } from 'zod';
import { copyId } from '../../connectors/copy-id';
import type { Spec } from '../../connectors/spec';
import { prisma } from '../../db/prisma';
import { authorise } from '../authorise';
import { askFirst, type ProposedChange } from '../changes/ask-first';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { parseInput } from '../parse-input';
import { ConnectionWriter } from './connection-writer';
import { deriveColumns } from './derive-columns';
import { findConnection } from './find-connection';
import { findingContexts } from './finding-context';
import { isTaken } from './is-taken';
import { asSpec, toStored } from './stored-spec';

/** What duplicating takes. */
export const duplicateConnectionsInput = z.strictObject({
  realm: z.string(),
  connIds: z.array(z.string()).min(1).max(1000),
});

/**
 * Copies connections, all or none. The copy of `x` is called `x-copy`, or `x-copy-2` and so on, and is disabled, so
 * that no job uses it before somebody looked at it.
 *
 * @throws {ServiceError} NOT_FOUND, FORBIDDEN, INVALID_INPUT, ALREADY_EXISTS
 */
export async function duplicateConnections(
  context: ServiceContext,
  input: z.input<typeof duplicateConnectionsInput>,
): Promise<{ readonly created: readonly string[]; readonly waiting?: readonly string[] }> {
  const { realm: realmName, connIds } = parseInput(duplicateConnectionsInput, input);
  const realm = await authorise(context, 'connection:write', realmName);
  try {
    return await prisma().$transaction(async (db) => {
      const copies: (ProposedChange & { readonly spec: Spec; readonly copyOf: string })[] = [];
      const there = await db.connection.findMany({ where: { realmId: realm.id }, select: { connId: true } });
      const taken = there.map(({ connId }) => connId);
      for (const original of new Set(connIds)) {
        const row = await findConnection(db, realm, original);
        const connId = copyId(row.connId, taken);
        taken.push(connId);
        const spec = { ...asSpec(row.spec), conn_id: connId, enabled: false };
        copies.push({ connId, action: 'create', baseVersion: null, spec, copyOf: row.connId });
      }
      const waiting = await askFirst(db, context, realm, copies);
      if (waiting) return { created: [], waiting };
      const contextOf = await findingContexts(db, realm);
      const writer = new ConnectionWriter(db, context, realm);
      for (const { spec, copyOf } of copies) {
        writer.create(spec, deriveColumns(spec, contextOf(spec)), {
          action: 'duplicate',
          event: { action: 'connection.create', details: { spec: toStored(spec), copyOf } },
        });
      }
      await writer.finish();
      return { created: copies.map(({ connId }) => connId) };
    });
  } catch (error) {
    if (isTaken(error)) {
      throw new ServiceError('ALREADY_EXISTS', 'Somebody copied one of these connections just now.', {
        hint: 'Nothing was copied. Try again.',
      });
    }
    throw error;
  }
}
