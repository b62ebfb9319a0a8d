import { z } from 'zod';
import { itemOf, specOfItem } from '../../connectors/lava-item';
import { changedFields } from '../../connectors/spec-diff';
import { prisma } from '../../db/prisma';
import { ConnectionWriter } from '../connections/connection-writer';
import { deriveColumns } from '../connections/derive-columns';
import { findingContext } from '../connections/finding-context';
import { asSpec, toStored } from '../connections/stored-spec';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { parseInput } from '../parse-input';
import { agree } from './finish-pull';
import { connIdInput, MAX_VERSION } from './inputs';
import { lavaRealm } from './lava-realm';
import { readThreeWay, type ThreeWayDto } from './three-way';

/**
 * What settling a conflict takes. `token` names the item there that was looked at; `merged` is what the connection
 * becomes, begun from `version`; without it what is here stays as it is.
 */
export const keepHereInput = z.strictObject({
  realm: z.string(),
  connId: connIdInput,
  token: z.string().nullable(),
  merged: z
    .strictObject({ spec: z.record(z.string(), z.json()), version: z.number().int().max(MAX_VERSION) })
    .optional(),
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
): Promise<ThreeWayDto> {
  const { realm: realmName, connId, token, merged } = parseInput(keepHereInput, input);
  const realm = await lavaRealm(context, 'lava:pull', realmName);
  return prisma().$transaction(async (db) => {
    const key = { realmId_connId: { realmId: realm.id, connId } };
    const settled = await db.$executeRaw`
      update "LavaItem" set "seen" = "now", "seenHash" = "nowHash"
      where "realmId" = ${realm.id}::uuid and "connId" = ${connId}
        and "nowHash" is not distinct from ${token}::text and "problem" is null`;
    if (settled === 0) throw changed(connId, 'in lava’s table');
    const before = await db.connection.findUnique({ where: key });
    const writer = new ConnectionWriter(db, context, realm);
    let fields = {};
    if (merged) {
      const spec = cleared(merged.spec, connId);
      const columns = deriveColumns(spec, await findingContext(db, realm, spec));
      const saved =
        before &&
        (await writer.update({ ...before, version: merged.version }, spec, columns, { action: 'merge' }));
      if (!saved) throw changed(connId, 'here');
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

function changed(connId: string, where: string): ServiceError {
  return new ServiceError(
    'CONFLICT',
    `"${connId.slice(0, 80)}" was changed ${where} since you looked at it.`,
    {
      hint: 'Nothing was changed. Look at it again, then choose.',
    },
  );
}
