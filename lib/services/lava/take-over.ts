import { z } from 'zod';
import { specOfItem } from '../../connectors/lava-item';
import { changedFields } from '../../connectors/spec-diff';
import { type Db, prisma } from '../../db/prisma';
import { ConnectionWriter } from '../connections/connection-writer';
import { deriveColumns } from '../connections/derive-columns';
import { findingContexts } from '../connections/finding-context';
import { asSpec, toStored } from '../connections/stored-spec';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { parseInput } from '../parse-input';
import { connIdInput } from './inputs';
import { type LavaRealm, lavaRealm } from './lava-realm';
import { asItem } from './stored-item';

const BATCH = 500;
const TRANSACTION_MS = 600_000;

/** What taking over takes: these connections as lava has them; or all that were touched only there. */
export const takeOverInput = z.strictObject({
  realm: z.string(),
  connIds: z.union([z.literal('safe'), z.array(connIdInput).min(1).max(10_000)]),
});

/**
 * Makes connections here what lava's table holds: new, changed or deleted. For named ones that goes also over changes
 * made here; `safe` leaves those alone. All or none.
 *
 * @throws {ServiceError} NOT_FOUND, FORBIDDEN, INVALID_INPUT when an item cannot be a spec
 */
export async function takeOver(
  context: ServiceContext,
  input: z.input<typeof takeOverInput>,
): Promise<{ readonly taken: readonly string[] }> {
  const { realm: realmName, connIds } = parseInput(takeOverInput, input);
  const realm = await lavaRealm(context, 'lava:pull', realmName);
  const taken = await prisma().$transaction(
    async (db) => {
      const writer = new ConnectionWriter(db, context, realm);
      const names =
        connIds === 'safe'
          ? await takeOverSafe(db, writer, realm, { deletions: !realm.protected })
          : await takeOverNamed(db, writer, realm, connIds);
      await writer.finish();
      return names;
    },
    { timeout: TRANSACTION_MS },
  );
  return { taken };
}

/**
 * Takes over everything that was touched only there, and says what; deletions only where wanted. The transaction is the
 * caller's, and so is finishing what the writer holds.
 */
export async function takeOverSafe(
  db: Db,
  writer: ConnectionWriter,
  realm: LavaRealm,
  { deletions }: { readonly deletions: boolean },
): Promise<string[]> {
  const safe = await db.$queryRaw<{ connId: string }[]>`
    select l."connId" from "LavaItem" l
    left join "Connection" c on c."realmId" = l."realmId" and c."connId" = l."connId"
    where l."realmId" = ${realm.id}::uuid and l."problem" is null
      and c."specHash" is distinct from l."nowHash" and c."specHash" is not distinct from l."seenHash"
      and (${deletions} or l."nowHash" is not null)
    order by l."connId"`;
  return takeOverAll(
    db,
    writer,
    realm,
    safe.map(({ connId }) => connId),
    { onlySafe: true },
  );
}

async function takeOverNamed(
  db: Db,
  writer: ConnectionWriter,
  realm: LavaRealm,
  connIds: readonly string[],
): Promise<string[]> {
  const known = await db.lavaItem.findMany({
    where: { realmId: realm.id, connId: { in: [...connIds] } },
    select: { connId: true, problem: true },
  });
  const problems = connIds.flatMap((connId) => {
    const item = known.find((one) => one.connId === connId);
    if (!item) return [{ path: connId, message: `lava's table holds no "${connId.slice(0, 80)}".` }];
    return item.problem === null ? [] : [{ path: connId, message: item.problem }];
  });
  if (problems.length > 0) {
    throw new ServiceError('INVALID_INPUT', 'Not everything that was chosen can be taken over.', {
      problems,
      hint: 'Nothing was changed. Leave out what is named.',
    });
  }
  return takeOverAll(db, writer, realm, connIds, { onlySafe: false });
}

async function takeOverAll(
  db: Db,
  writer: ConnectionWriter,
  realm: LavaRealm,
  connIds: readonly string[],
  { onlySafe }: { readonly onlySafe: boolean },
): Promise<string[]> {
  const contextOf = await findingContexts(db, realm);
  const taken: string[] = [];
  for (let first = 0; first < connIds.length; first += BATCH) {
    const names = connIds.slice(first, first + BATCH);
    // Nobody saves these, nor finishes a pull, until they are taken over.
    await db.$executeRaw`select 1 from "LavaItem"
      where "realmId" = ${realm.id}::uuid and "connId" = any(${names}::text[]) order by "connId" for update`;
    await db.$executeRaw`select 1 from "Connection"
      where "realmId" = ${realm.id}::uuid and "connId" = any(${names}::text[]) order by "connId" for update`;
    const [items, connections] = await Promise.all([
      db.lavaItem.findMany({
        where: { realmId: realm.id, connId: { in: names } },
        select: { connId: true, now: true, seenHash: true },
      }),
      db.connection.findMany({ where: { realmId: realm.id, connId: { in: names } } }),
    ]);
    const before = new Map(connections.map((row) => [row.connId, row]));
    const takenNow: string[] = [];
    for (const { connId, now, seenHash } of items) {
      const here = before.get(connId);
      if (onlySafe && (here?.specHash ?? null) !== seenHash) continue;
      const read = now === null ? null : specOfItem(asItem(now));
      if (read && !read.ok) continue;
      takenNow.push(connId);
      if (read === null) {
        if (!here) continue;
        if (realm.protected) throw guarded(realm.name, connId);
        const because = 'deleted in lava’s table';
        const gone = await writer.remove(here, {
          action: 'delete',
          note: 'Deleted in lava’s table.',
          event: { action: 'connection.delete', details: { spec: toStored(asSpec(here.spec)), because } },
        });
        if (!gone) throw changedMeanwhile(connId);
        continue;
      }
      const spec = read.value;
      const columns = deriveColumns(spec, contextOf(spec));
      const version = (here?.version ?? 0) + 1;
      const changed = here && toStored({ fields: changedFields(asSpec(here.spec), spec) });
      const details = { version, ...(changed && { changed }) };
      const change = { action: 'take-over', event: { action: 'connection.take-over', details } } as const;
      if (!here) writer.create(spec, columns, change);
      else if (!(await writer.update(here, spec, columns, change))) throw changedMeanwhile(connId);
    }
    await writer.flush();
    await db.$executeRaw`
      update "LavaItem" set "seen" = "now", "seenHash" = "nowHash"
      where "realmId" = ${realm.id}::uuid and "connId" = any(${takenNow}::text[])`;
    taken.push(...takenNow);
  }
  await db.$executeRaw`
    delete from "LavaItem" l
    where l."realmId" = ${realm.id}::uuid and l."nowHash" is null and not exists (
      select 1 from "Connection" c where c."realmId" = l."realmId" and c."connId" = l."connId")`;
  return taken;
}

/** Deleting in a protected realm asks for the name to be typed, which taking over does not. */
function guarded(realm: string, connId: string): ServiceError {
  return new ServiceError(
    'FORBIDDEN',
    `${realm} is protected: "${connId.slice(0, 80)}" is not deleted by taking over.`,
    {
      hint: 'Nothing was taken over. Delete it on its own page, where its name is asked for.',
    },
  );
}

/** Somebody saved it between the comparison and now: nothing is taken over, so that their change stays. */
function changedMeanwhile(connId: string): ServiceError {
  return new ServiceError('CONFLICT', `"${connId.slice(0, 80)}" was changed here at this very moment.`, {
    hint: 'Nothing was taken over. Compare again, then choose.',
  });
}
