import { z } from 'zod';
import { specOfItem } from '../../connectors/lava-item';
import { isTruthy } from '../../connectors/python-values';
import type { Spec } from '../../connectors/spec';
import { changedFields } from '../../connectors/spec-diff';
import { type Db, prisma } from '../../db/prisma';
import { askFirst, type ProposedChange } from '../changes/ask-first';
import { ConnectionWriter } from '../connections/connection-writer';
import { deriveColumns } from '../connections/derive-columns';
import { findingContexts } from '../connections/finding-context';
import { asSpec, toStored } from '../connections/stored-spec';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { parseInput } from '../parse-input';
import { changedSinceLook, type Moved } from './changed-since-look';
import { type Reviewed, reviewedInput } from './inputs';
import { type LavaRealm, lavaRealm } from './lava-realm';
import { asItem } from './stored-item';

const BATCH = 500;
const TRANSACTION_MS = 600_000;

/** What taking over takes: these connections as they were looked at; or all that were touched only there. */
export const takeOverInput = z.strictObject({
  realm: z.string(),
  items: z.union([z.literal('safe'), reviewedInput(10_000)]),
});

/**
 * Makes connections here what lava's table holds: new, changed or deleted. For named ones that goes also over changes
 * made here that were looked at; `safe` leaves those alone. All or none.
 *
 * @throws {ServiceError} NOT_FOUND, FORBIDDEN, INVALID_INPUT when an item cannot be a spec, CONFLICT when either side
 *   of a named one changed since it was looked at
 */
export async function takeOver(
  context: ServiceContext,
  input: z.input<typeof takeOverInput>,
): Promise<{ readonly taken: readonly string[]; readonly waiting?: readonly string[] }> {
  const { realm: realmName, items } = parseInput(takeOverInput, input);
  const realm = await lavaRealm(context, 'lava:pull', realmName);
  const taken = await prisma().$transaction(
    async (db) => {
      const writer = new ConnectionWriter(db, context, realm);
      const names =
        items === 'safe'
          ? await takeOverSafe(db, writer, realm, { deletions: !realm.protected, disabling: true })
          : await takeOverNamed(db, writer, realm, items);
      await writer.finish();
      return names;
    },
    { timeout: TRANSACTION_MS },
  );
  return realm.fourEyes ? { taken: [], waiting: taken } : { taken };
}

/** Whether what would take a connection away from jobs is taken over, too: only after these were named to somebody. */
interface Losses {
  readonly deletions: boolean;
  readonly disabling: boolean;
}

/**
 * Takes over everything that was touched only there (or asks for it, where the realm takes four eyes), and says what;
 * deletions and disabling only where wanted. The transaction is the caller's, and so is finishing what the writer holds.
 */
export async function takeOverSafe(
  db: Db,
  writer: ConnectionWriter,
  realm: LavaRealm,
  { deletions, disabling }: Losses,
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
    { disabling },
  );
}

async function takeOverNamed(
  db: Db,
  writer: ConnectionWriter,
  realm: LavaRealm,
  reviewed: readonly Reviewed[],
): Promise<string[]> {
  const connIds = reviewed.map(({ connId }) => connId);
  const known = await db.lavaItem.findMany({
    where: { realmId: realm.id, connId: { in: connIds } },
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
  return takeOverAll(db, writer, realm, connIds, {
    reviewed: new Map(reviewed.map((one) => [one.connId, one])),
    disabling: true,
  });
}

/** `reviewed` is what each has to be still; without it only what was touched nowhere but there is taken. */
async function takeOverAll(
  db: Db,
  writer: ConnectionWriter,
  realm: LavaRealm,
  connIds: readonly string[],
  { reviewed, disabling }: { readonly reviewed?: ReadonlyMap<string, Reviewed>; readonly disabling: boolean },
): Promise<string[]> {
  const isLeft = (here: { readonly enabled: boolean } | undefined, spec: Spec) =>
    !disabling && here?.enabled === true && !isTruthy(spec.enabled);
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
        select: { connId: true, now: true, nowHash: true, seenHash: true },
      }),
      db.connection.findMany({ where: { realmId: realm.id, connId: { in: names } } }),
    ]);
    const before = new Map(connections.map((row) => [row.connId, row]));
    const moved = reviewed
      ? items.flatMap((item) => movedSince(reviewed.get(item.connId), item, before))
      : [];
    if (moved.length > 0) throw changedSinceLook(moved);
    const proposed = items.flatMap(({ connId, now, seenHash }): ProposedChange[] => {
      const here = before.get(connId);
      if (!reviewed && (here?.specHash ?? null) !== seenHash) return [];
      const baseVersion = here?.version ?? null;
      if (now === null) {
        if (here && realm.protected) throw guarded(realm.name, connId);
        return here ? [{ connId, action: 'delete', baseVersion, spec: null }] : [];
      }
      const read = specOfItem(asItem(now));
      if (!read.ok || isLeft(here, read.value)) return [];
      return [{ connId, action: here ? 'update' : 'create', baseVersion, spec: read.value }];
    });
    const waiting = await askFirst(db, writer.context, realm, proposed);
    if (waiting) {
      taken.push(...waiting);
      continue;
    }
    const takenNow: string[] = [];
    for (const { connId, now, seenHash } of items) {
      const here = before.get(connId);
      if (!reviewed && (here?.specHash ?? null) !== seenHash) continue;
      const read = now === null ? null : specOfItem(asItem(now));
      if (read && (!read.ok || isLeft(here, read.value))) continue;
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
        if (!gone) throw changedSinceLook([{ connId, side: 'here' }]);
        continue;
      }
      const spec = read.value;
      const columns = deriveColumns(spec, contextOf(spec));
      const changed = here && toStored({ fields: changedFields(asSpec(here.spec), spec) });
      const details = changed ? { changed } : {};
      const change = { action: 'take-over', event: { action: 'connection.take-over', details } } as const;
      if (!here) writer.create(spec, columns, change);
      else if (!(await writer.update(here, spec, columns, change)))
        throw changedSinceLook([{ connId, side: 'here' }]);
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

/** Which side of it is not what was looked at. */
function movedSince(
  looked: Reviewed | undefined,
  item: { readonly connId: string; readonly nowHash: string | null },
  here: ReadonlyMap<string, { readonly version: number }>,
): Moved[] {
  if (!looked) return [];
  const { connId } = item;
  if ((here.get(connId)?.version ?? null) !== looked.version) return [{ connId, side: 'here' }];
  return item.nowHash === looked.token ? [] : [{ connId, side: 'there' }];
}
