import { z } from 'zod';
import { Prisma } from '../../db/generated/client';
import { prisma } from '../../db/prisma';
import { writeAuditEvent } from '../audit/write-audit-event';
import { authorise } from '../authorise';
import { askFirst } from '../changes/ask-first';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { parseInput } from '../parse-input';
import type { SaveResult } from './connection-dto';
import { insertConnection } from './insert-connection';
import { toStored } from './stored-spec';
import { validateSpec } from './validate-spec';

/** What creating a connection takes. */
export const createConnectionInput = z.strictObject({
  realm: z.string(),
  spec: z.record(z.string(), z.json()),
});

/** Adds a connection. @throws {ServiceError} NOT_FOUND, FORBIDDEN, INVALID_INPUT, ALREADY_EXISTS */
export async function createConnection(
  context: ServiceContext,
  input: z.input<typeof createConnectionInput>,
): Promise<SaveResult> {
  const { realm: realmName, spec: given } = parseInput(createConnectionInput, input);
  const realm = await authorise(context, 'connection:write', realmName);
  const spec = validateSpec(given, realm.name);
  const connId = String(spec.conn_id);
  try {
    return await prisma().$transaction(async (db): Promise<SaveResult> => {
      const proposed = { connId, action: 'create', baseVersion: null, spec } as const;
      if (realm.fourEyes && (await db.connection.findFirst({ where: { realmId: realm.id, connId } }))) {
        throw alreadyThere(connId, realm.name);
      }
      if (await askFirst(db, context, realm, [proposed])) return { status: 'waiting', connId };
      await insertConnection(db, context, realm, spec);
      await writeAuditEvent(db, context, {
        action: 'connection.create',
        realm: realm.name,
        target: connId,
        details: { spec: toStored(spec) },
      });
      return { status: 'saved', connId, version: 1 };
    });
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') {
      throw alreadyThere(connId, realm.name);
    }
    throw error;
  }
}

function alreadyThere(connId: string, realm: string): ServiceError {
  const message = `There is a connection "${connId}" in ${realm} already. Choose another conn_id.`;
  return new ServiceError('ALREADY_EXISTS', message, { problems: [{ path: 'conn_id', message }] });
}
