import { z } from 'zod';
import { redactSpec } from '../../connectors/redact';
import { changedFields } from '../../connectors/spec-diff';
import { prisma } from '../../db/prisma';
import { writeAuditEvent } from '../audit/write-audit-event';
import { authorise } from '../authorise';
import { askFirst } from '../changes/ask-first';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { parseInput } from '../parse-input';
import { changedConnection } from './changed-connection';
import type { SaveResult } from './connection-dto';
import { deriveColumns } from './derive-columns';
import { findConnection } from './find-connection';
import { findingContext } from './finding-context';
import { asSpec, toStored } from './stored-spec';
import { validateSpec } from './validate-spec';

/** What changing a connection takes. `version` is the one the editor began with. */
export const updateConnectionInput = z.strictObject({
  realm: z.string(),
  connId: z.string(),
  version: z.number().int(),
  spec: z.record(z.string(), z.json()),
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
  const { realm: realmName, connId, version, spec: given } = parseInput(updateConnectionInput, input);
  const realm = await authorise(context, 'connection:write', realmName);
  return prisma().$transaction(async (db) => {
    const before = await findConnection(db, realm, connId);
    const spec = validateSpec(given, realm.name, asSpec(before.spec));
    if (spec.conn_id !== connId) throw renamed(connId);
    const proposed = { connId, action: 'update', baseVersion: version, spec } as const;
    if (before.version === version && (await askFirst(db, context, realm, [proposed]))) {
      return { status: 'waiting', connId };
    }
    const saved = await db.connection.updateMany({
      where: { id: before.id, version },
      data: changedConnection(context, spec, deriveColumns(spec, await findingContext(db, realm, spec))),
    });
    if (saved.count === 0) {
      const current = await findConnection(db, realm, connId);
      return {
        status: 'conflict',
        current: {
          spec: redactSpec(asSpec(current.spec)),
          version: current.version,
          updatedAt: current.updatedAt.toISOString(),
          updatedBy: current.updatedBy,
        },
      };
    }
    await writeAuditEvent(db, context, {
      action: 'connection.update',
      realm: realm.name,
      target: connId,
      details: {
        version: version + 1,
        changed: toStored({ fields: changedFields(asSpec(before.spec), spec) }),
      },
    });
    return { status: 'saved', connId, version: version + 1 };
  });
}

function renamed(connId: string): ServiceError {
  const message = `The conn_id of a saved connection stays "${connId}": jobs name it. Duplicate the connection to use another.`;
  return new ServiceError('INVALID_INPUT', message, { problems: [{ path: 'conn_id', message }] });
}
