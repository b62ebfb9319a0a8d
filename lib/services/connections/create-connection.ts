import { z } from 'zod';
import { prisma } from '../../db/prisma';
import { authorise } from '../authorise';
import { askFirst } from '../changes/ask-first';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { parseInput } from '../parse-input';
import type { SaveResult } from './connection-dto';
import { ConnectionWriter } from './connection-writer';
import { deriveColumns } from './derive-columns';
import { findConnection } from './find-connection';
import { findingContext } from './finding-context';
import { isTaken } from './is-taken';
import { noteInput } from './note-input';
import { toStored } from './stored-spec';
import { validateSpec } from './validate-spec';

/** What creating a connection takes. */
export const createConnectionInput = z.strictObject({
  realm: z.string(),
  spec: z.record(z.string(), z.json()),
  note: noteInput,
});

/** Adds a connection. @throws {ServiceError} NOT_FOUND, FORBIDDEN, INVALID_INPUT, ALREADY_EXISTS */
export async function createConnection(
  context: ServiceContext,
  input: z.input<typeof createConnectionInput>,
): Promise<SaveResult> {
  const { realm: realmName, spec: given, note } = parseInput(createConnectionInput, input);
  const realm = await authorise(context, 'connection:write', realmName);
  const spec = validateSpec(given, realm.name);
  const connId = String(spec.conn_id);
  try {
    return await prisma().$transaction(async (db): Promise<SaveResult> => {
      const proposed = { connId, action: 'create', baseVersion: null, spec, note } as const;
      if (realm.fourEyes && (await db.connection.findFirst({ where: { realmId: realm.id, connId } }))) {
        throw alreadyThere(connId, realm.name);
      }
      if (await askFirst(db, context, realm, [proposed])) return { status: 'waiting', connId };
      const writer = new ConnectionWriter(db, context, realm);
      const columns = deriveColumns(spec, await findingContext(db, realm, spec));
      const event = { action: 'connection.create', details: { spec: toStored(spec) } };
      writer.create(spec, columns, { action: 'create', note, event });
      await writer.finish();
      const { version } = await findConnection(db, realm, connId);
      return { status: 'saved', connId, version };
    });
  } catch (error) {
    if (isTaken(error)) {
      const message = `There is a connection "${connId}" in ${realm.name} already. Choose another conn_id.`;
      throw new ServiceError('ALREADY_EXISTS', message, { problems: [{ path: 'conn_id', message }] });
    }
    throw error;
  }
}

function alreadyThere(connId: string, realm: string): ServiceError {
  const message = `There is a connection "${connId}" in ${realm} already. Choose another conn_id.`;
  return new ServiceError('ALREADY_EXISTS', message, { problems: [{ path: 'conn_id', message }] });
}
