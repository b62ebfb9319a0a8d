import { type Db, type Prisma, Sql } from '../../db/prisma';
import { RESTORABLE_DAYS } from '../../listing/restorable-days';

/** The last version of a connection that was deleted. */
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

/** A realm's connections that can be brought back, the newest 1,000 first; of several of one name the newest. */
export function deletedConnections(
  db: Db,
  realm: { readonly id: string },
  connIds?: readonly string[],
): Promise<DeletedRow[]> {
  const named = connIds?.filter((connId) => !connId.includes('\0'));
  const only = named ? Sql.sql`and v."connId" = any(${named}::text[])` : Sql.empty;
  return db.$queryRaw<DeletedRow[]>`
    select *, (count(*) over ())::int as "total" from (
      select distinct on (v."connId") v."connectionId", v."connId", v."version", v."spec", v."at", v."actor", v."note",
        exists (select 1 from "Connection" n where n."realmId" = v."realmId" and n."connId" = v."connId") as "taken"
      from "ConnectionVersion" v
      where v."realmId" = ${realm.id}::uuid and v."action" = 'delete'
        and v."at" > now() - make_interval(days => ${RESTORABLE_DAYS}::int) ${only}
        and not exists (select 1 from "ConnectionVersion" l
          where l."connectionId" = v."connectionId" and l."version" > v."version")
      order by v."connId", v."at" desc) d
    order by d."at" desc, d."connId" limit 1000`;
}
