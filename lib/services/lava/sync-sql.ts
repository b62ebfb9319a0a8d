import { SYNC_STATES, type SyncState } from '../../connectors/sync-state';
import { Sql } from '../../db/prisma';

/**
 * `syncStateOf` in SQL, on `"Connection" c` and `"LavaItem" l` of one conn_id, either of which may be absent. Null:
 * in neither place.
 */
export const SYNC_STATE = Sql.sql`case
  when c."specHash" is null then case when l."nowHash" is null then null else 'only-there' end
  when l."nowHash" is null then 'only-here'
  when c."specHash" = l."nowHash" then 'same'
  when l."seenHash" = l."nowHash" then 'changed-here'
  when l."seenHash" = c."specHash" then 'changed-there'
  else 'changed-both' end`;

/** `isSafeToTake` in SQL. */
export const SAFE_TO_TAKE = Sql.sql`(l."problem" is null and c."specHash" is distinct from l."nowHash"
  and c."specHash" is not distinct from l."seenHash")`;

/** The state a database row names. */
export function asSyncState(text: string | null): SyncState | null {
  return SYNC_STATES.find((state) => state === text) ?? null;
}
