import { z } from 'zod';
import { changedFields } from '../../connectors/spec-diff';
import { prisma } from '../../db/prisma';
import { authorise } from '../authorise';
import { askFirst } from '../changes/ask-first';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { parseInput } from '../parse-input';
import { conflictWith } from './conflict-with';
import type { SaveResult } from './connection-dto';
import { ConnectionWriter } from './connection-writer';
import { deriveColumns } from './derive-columns';
import { findConnection } from './find-connection';
import { findingContext } from './finding-context';
import { noteInput } from './note-input';
import { asSpec, toStored } from './stored-spec';
import { validateSpec } from './validate-spec';

/** What changing a connection takes. `version` is the one the editor began with. */
export const updateConnectionInput = z.strictObject({
  realm: z.string(),
  connId: z.string(),
  version: z.number().int(),
  spec: z.record(z.string(), z.json()),
  note: noteInput,
});

/**
 * Saves a connection's new spec. A save that began from an older version changes nothing and returns both sides.
 *
 * @throws {ServiceError} NOT_FOUND, FORBIDDEN, INVALID_INPUT
 */
export async function updateConnection(
  context: ServiceContext,
  input: z.input<typeof updateConnectionInput>,
): Promise<SaveResult> {
  const { realm: realmName, connId, version, spec: given, note } = parseInput(updateConnectionInput, input);
  const realm = await authorise(context, 'connection:write', realmName);
  return prisma().$transaction(async (db) => {
    const before = await findConnection(db, realm, connId);
    if (before.version !== version) return conflictWith(before);
    const spec = validateSpec(given, realm.name, asSpec(before.spec));
    if (spec.conn_id !== connId) throw renamed(connId);
    const proposed = { connId, action: 'update', baseVersion: version, spec, note } as const;
    if (await askFirst(db, context, realm, [proposed])) {
      return { status: 'waiting', connId };
    }
    const columns = deriveColumns(spec, await findingContext(db, realm, spec));
    const details = { changed: toStored({ fields: changedFields(asSpec(before.spec), spec) }) };
    const writer = new ConnectionWriter(db, context, realm);
    const change = { action: 'update', note, event: { action: 'connection.update', details } } as const;
    if (!(await writer.update(before, spec, columns, change))) {
      return conflictWith(await findConnection(db, realm, connId));
    }
    await writer.finish();
    return { status: 'saved', connId, version: version + 1 };
  });
}

function renamed(connId: string): ServiceError {
  const message = `The conn_id of a saved connection stays "${connId}": jobs name it. Duplicate the connection to use another.`;
  return new ServiceError('INVALID_INPUT', message, { problems: [{ path: 'conn_id', message }] });
}
