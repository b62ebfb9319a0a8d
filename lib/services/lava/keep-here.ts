import { z } from 'zod';
import { itemOf, specOfItem } from '../../connectors/lava-item';
import { changedFields } from '../../connectors/spec-diff';
import { prisma } from '../../db/prisma';
import { askFirst } from '../changes/ask-first';
import { ConnectionWriter } from '../connections/connection-writer';
import { deriveColumns } from '../connections/derive-columns';
import { findingContext } from '../connections/finding-context';
import { asSpec, toStored } from '../connections/stored-spec';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { parseInput } from '../parse-input';
import { changedSinceLook } from './changed-since-look';
import { agree } from './finish-pull';
import { connIdInput, MAX_VERSION } from './inputs';
import { lavaRealm } from './lava-realm';
import { readThreeWay, type ThreeWayDto } from './three-way';

/**
 * What settling a conflict takes. `version` and `token` name the two sides that were looked at; `merged` is what the
 * connection becomes, without it what is here stays as it is.
 */
export const keepHereInput = z.strictObject({
  realm: z.string(),
  connId: connIdInput,
  version: z.number().int().max(MAX_VERSION).nullable(),
  token: z.string().nullable(),
  merged: z.strictObject({ spec: z.record(z.string(), z.json()) }).optional(),
});

/**
 * Settles a conflict in favour of what is here (merged with what is there, where wanted): publishing it then goes over
 * the item that was looked at, and over no other.
 *
 * @throws {ServiceError} NOT_FOUND, FORBIDDEN, INVALID_INPUT, CONFLICT when either side changed meanwhile
 */
export async function keepHere(
  context: ServiceContext,
  input: z.input<typeof keepHereInput>,
): Promise<ThreeWayDto & { readonly waiting?: true }> {
  const { realm: realmName, connId, version, token, merged } = parseInput(keepHereInput, input);
  const realm = await lavaRealm(context, 'lava:pull', realmName);
  return prisma().$transaction(async (db) => {
    const key = { realmId_connId: { realmId: realm.id, connId } };
    const there = await db.lavaItem.findUnique({ where: key, select: { problem: true } });
    if (there?.problem) throw noSpecThere(there.problem);
    if (merged && realm.fourEyes) {
      // The conflict stays open until the merged connection is approved: what is here now settles nothing.
      const sides = await readThreeWay(db, realm, connId);
      if (sides.version !== version) throw changedSinceLook([{ connId, side: 'here' }]);
      if (sides.token !== token) throw changedSinceLook([{ connId, side: 'there' }]);
      const spec = cleared(merged.spec, connId);
      await askFirst(db, context, realm, [{ connId, action: 'update', baseVersion: version, spec }]);
      return { ...sides, waiting: true };
    }
    const settled = await db.$executeRaw`
      update "LavaItem" set "seen" = "now", "seenHash" = "nowHash"
      where "realmId" = ${realm.id}::uuid and "connId" = ${connId}
        and "nowHash" is not distinct from ${token}::text and "problem" is null`;
    if (settled === 0) throw changedSinceLook([{ connId, side: 'there' }]);
    await db.$executeRaw`select 1 from "Connection"
      where "realmId" = ${realm.id}::uuid and "connId" = ${connId} for update`;
    const before = await db.connection.findUnique({ where: key });
    if ((before?.version ?? null) !== version) throw changedSinceLook([{ connId, side: 'here' }]);
    const writer = new ConnectionWriter(db, context, realm);
    let fields = {};
    if (merged) {
      if (!before) throw nothingToMerge(connId);
      const spec = cleared(merged.spec, connId);
      const columns = deriveColumns(spec, await findingContext(db, realm, spec));
      await writer.update(before, spec, columns, { action: 'merge' });
      fields = toStored({ fields: changedFields(asSpec(before.spec), spec) });
    }
    await agree(db, realm.id);
    const sides = await readThreeWay(db, realm, connId);
    writer.tell({
      action: 'lava.keep-here',
      target: connId,
      details: { merged: merged !== undefined, changed: fields },
    });
    await writer.finish();
    return sides;
  });
}

/** A merged spec holds what either side held, so it may be anything but what no spec may be. */
function cleared(spec: Parameters<typeof itemOf>[0], connId: string) {
  const read = specOfItem(itemOf({ ...spec, conn_id: connId }));
  if (read.ok) return { ...spec, conn_id: connId };
  throw new ServiceError('INVALID_INPUT', 'The merged connection cannot be kept.', {
    problems: [{ path: 'spec', message: read.problem }],
  });
}

/** What is no specification cannot be published over, so settling would promise what is not kept. */
function noSpecThere(problem: string): ServiceError {
  return new ServiceError('INVALID_INPUT', 'The item in lava’s table cannot be kept as a specification.', {
    problems: [{ path: 'connId', message: problem }],
    hint: 'Nothing was changed. Correct the item in lava’s table, then pull.',
  });
}

function nothingToMerge(connId: string): ServiceError {
  return new ServiceError(
    'INVALID_INPUT',
    `"${connId.slice(0, 80)}" is deleted here: nothing can be merged into it.`,
    {
      hint: 'Keep it deleted, or take what is in lava’s table.',
    },
  );
}
