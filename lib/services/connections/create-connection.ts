import { z } from 'zod';
import { Prisma } from '../../db/generated/client';
import { prisma } from '../../db/prisma';
import { writeAuditEvent } from '../audit/write-audit-event';
import { authorise } from '../authorise';
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
    await prisma().$transaction(async (db) => {
      await insertConnection(db, context, realm, spec);
      await writeAuditEvent(db, context, {
        action: 'connection.create',
        realm: realm.name,
        target: connId,
        details: { spec: toStored(spec) },
      });
    });
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') {
      const message = `There is a connection "${connId}" in ${realm.name} already. Choose another conn_id.`;
      throw new ServiceError('ALREADY_EXISTS', message, { problems: [{ path: 'conn_id', message }] });
    }
    throw error;
  }
  return { status: 'saved', connId, version: 1 };
}
