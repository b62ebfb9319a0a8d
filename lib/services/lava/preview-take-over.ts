import { specOfItem } from '../../connectors/lava-item';
import { isTruthy } from '../../connectors/python-values';
import { storedId } from '../../connectors/storable-id';
import { type Prisma, prisma, Sql } from '../../db/prisma';
import type { ServiceContext } from '../context';
import { lavaRealm } from './lava-realm';
import { asItem } from './stored-item';
import { SAFE_TO_TAKE } from './sync-sql';

/** What taking over takes away from jobs: connections that would be deleted here, and that would be disabled. */
export interface TakeOverPreview {
  readonly deleted: readonly string[];
  readonly disabled: readonly string[];
}

/** So many are chosen at once, as `takeOver` takes them. */
const MOST = 10_000;

/**
 * What taking over these connections would delete or disable; without any: everything that was touched only in lava's
 * table.
 *
 * @throws {ServiceError} NOT_FOUND, FORBIDDEN, INVALID_INPUT when the realm is not joined to a lava
 */
export async function previewTakeOver(
  context: ServiceContext,
  realmName: string,
  wanted: readonly string[],
): Promise<TakeOverPreview> {
  const realm = await lavaRealm(context, 'connection:read', realmName);
  const named = wanted.slice(0, MOST).map(storedId);
  const chosen =
    wanted.length > 0
      ? Sql.sql`l."connId" = any(${named}::text[])`
      : Sql.sql`${SAFE_TO_TAKE} and (${!realm.protected} or l."nowHash" is not null)`;
  const rows = await prisma().$queryRaw<{ connId: string; enabled: boolean; now: Prisma.JsonValue }[]>`
    select c."connId", c."enabled", l."now" from "Connection" c
    join "LavaItem" l on l."realmId" = c."realmId" and l."connId" = c."connId"
    where c."realmId" = ${realm.id}::uuid and ${chosen} and (l."nowHash" is null or c."enabled")
    order by 1`;
  return {
    deleted: rows.filter(({ now }) => now === null).map(({ connId }) => connId),
    disabled: rows
      .filter(({ enabled, now }) => enabled && now !== null && !isEnabled(now))
      .map(({ connId }) => connId),
  };
}

function isEnabled(now: Prisma.JsonValue): boolean {
  const read = specOfItem(asItem(now));
  // What is no specification is not taken over.
  return !read.ok || isTruthy(read.value.enabled);
}
