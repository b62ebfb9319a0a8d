import { z } from 'zod';
import { changedFields } from '../../connectors/spec-diff';
import { prisma } from '../../db/prisma';
import { authorise } from '../authorise';
import { askFirst } from '../changes/ask-first';
import { conflictWith } from '../connections/conflict-with';
import type { SaveResult } from '../connections/connection-dto';
import { ConnectionWriter } from '../connections/connection-writer';
import { deriveColumns } from '../connections/derive-columns';
import { findConnection } from '../connections/find-connection';
import { findingContext } from '../connections/finding-context';
import { noteInput } from '../connections/note-input';
import { asSpec, toStored } from '../connections/stored-spec';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { parseInput } from '../parse-input';

const versionNumber = z
  .number()
  .int()
  .min(1)
  .max(2 ** 31 - 2);

/** What restoring a version takes. `version` is the current one, as it was looked at; `to` the one that comes back. */
export const restoreVersionInput = z.strictObject({
  realm: z.string(),
  connId: z.string(),
  version: versionNumber,
  to: versionNumber,
  note: noteInput,
});

/**
 * Makes an earlier version of a connection the newest one, exactly as it was saved. What was saved since stays in the
 * history. From an older current version nothing is changed, and both sides are returned.
 *
 * @throws {ServiceError} NOT_FOUND, FORBIDDEN, INVALID_INPUT
 */
export async function restoreVersion(
  context: ServiceContext,
  input: z.input<typeof restoreVersionInput>,
): Promise<SaveResult> {
  const { realm: realmName, connId, version, to, note } = parseInput(restoreVersionInput, input);
  const realm = await authorise(context, 'connection:write', realmName);
  return prisma().$transaction(async (db) => {
    const before = await findConnection(db, realm, connId);
    const wanted = await db.connectionVersion.findUnique({
      where: { connectionId_version: { connectionId: before.id, version: to } },
    });
    if (!wanted) {
      throw new ServiceError('NOT_FOUND', `"${connId.slice(0, 80)}" has no version ${to}.`, {
        hint: 'Choose one of those that its history lists. Nothing was changed.',
      });
    }
    const spec = asSpec(wanted.spec);
    const why = note || `Version ${to} again.`;
    const proposed = { connId, action: 'update', baseVersion: version, spec, note: why } as const;
    if (before.version === version && (await askFirst(db, context, realm, [proposed]))) {
      return { status: 'waiting', connId };
    }
    const columns = deriveColumns(spec, await findingContext(db, realm, spec));
    const fields = changedFields(asSpec(before.spec), spec);
    const details = { restored: to, changed: toStored({ fields }) };
    const writer = new ConnectionWriter(db, context, realm);
    const event = { action: 'connection.restore', details };
    const change = { action: 'restore', note: why, event } as const;
    if (!(await writer.update({ ...before, version }, spec, columns, change))) {
      return conflictWith(await findConnection(db, realm, connId));
    }
    await writer.finish();
    return { status: 'saved', connId, version: version + 1 };
  });
}
