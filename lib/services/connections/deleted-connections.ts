import { type Db, type Prisma, Sql } from '../../db/prisma';
import { RESTORABLE_DAYS } from '../../listing/restorable-days';

/** One deletion: the last version of a connection that was deleted. */
export interface DeletedRow {
  readonly connectionId: string;
  readonly connId: string;
  readonly version: number;
  readonly spec: Prisma.JsonValue;
  readonly at: Date;
  readonly actor: string;
  readonly note: string | null;
  /** Whether there is a connection of this name again. */
  readonly taken: boolean;
  /** How many there are in all. */
  readonly total: number;
}

/** Which deletions are meant: those of these names, and of them those at these times. */
interface Wanted {
  readonly connIds: readonly string[];
  readonly at?: readonly Date[];
}

/**
 * The deletions of a realm that can be taken back, newest first: each one, also where several connections had one name
 * after the other. Without `wanted` the newest 1,000.
 */
export function deletedConnections(
  db: Db,
  realm: { readonly id: string },
  wanted?: Wanted,
): Promise<DeletedRow[]> {
  return db.$queryRaw<DeletedRow[]>`
    select v."connectionId", v."connId", v."version", v."spec", v."at", v."actor", v."note",
      exists (select 1 from "Connection" n where n."realmId" = v."realmId" and n."connId" = v."connId") as "taken",
      (count(*) over ())::int as "total"
    from "ConnectionVersion" v
    where v."realmId" = ${realm.id}::uuid and v."action" = 'delete'
      and v."at" > now() - make_interval(days => ${RESTORABLE_DAYS}::int) ${wanted ? only(wanted) : Sql.empty}
      and not exists (select 1 from "ConnectionVersion" l
        where l."connectionId" = v."connectionId" and l."version" > v."version")
    order by v."at" desc, v."connId", v."version" desc ${wanted ? Sql.empty : Sql.sql`limit 1000`}`;
}

function only({ connIds, at }: Wanted) {
  const names = connIds.filter((connId) => !connId.includes('\0'));
  const named = Sql.sql`and v."connId" = any(${names}::text[])`;
  if (!at) return named;
  // As numbers: a time that JavaScript knows need not be one that the database takes.
  const times = at.map((time) => String(time.getTime()));
  return Sql.sql`${named} and (extract(epoch from v."at") * 1000)::bigint = any(${times}::text[]::bigint[])`;
}
