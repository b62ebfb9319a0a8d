import {
  isConflict,
  type Removal,
  removalOf,
  SYNC_STATES,
  type SyncState,
} from '../../connectors/sync-state';
import type { Outcome } from '../../connectors/test-outcome';
import { type Prisma, prisma, Sql } from '../../db/prisma';
import type { ComparedQuery } from '../../listing/compared-query';
import type { ServiceContext } from '../context';
import { lavaRealm } from './lava-realm';
import { asItem } from './stored-item';
import { asSyncState, SAFE_TO_TAKE, SYNC_STATE } from './sync-sql';

/** A connection beside lava's table, as a row. */
export interface ComparedRow {
  readonly connId: string;
  readonly state: SyncState;
  readonly removal: Removal | null;
  /** Both sides moved: somebody has to choose. */
  readonly conflict: boolean;
  /** Why the item there cannot be a spec here; null: it can, or there is none. */
  readonly problem: string | null;
  readonly type: string | null;
  readonly highFindings: number;
  readonly lastOutcome: Outcome | null;
  readonly updatedAt: string | null;
  readonly updatedBy: string | null;
  /** The version here, for a decision to begin from; null where there is none. */
  readonly version: number | null;
  /** Names the item there; null: there is none. */
  readonly token: string | null;
}

/** One page of the comparison, and how many there are of each state in the whole realm. */
export interface ComparedPage {
  readonly rows: readonly ComparedRow[];
  readonly total: number;
  readonly counts: Readonly<Record<SyncState, number>>;
  /** How many can be taken over without losing anything done here. */
  readonly safe: number;
  /** How many items there cannot be a spec. */
  readonly problems: number;
}

/** How many there are of a state, and of those: on the pages asked for, safe to take, no spec. */
interface Counted {
  readonly state: string | null;
  readonly count: number;
  readonly found: number;
  readonly safe: number;
  readonly problems: number;
}

interface RawRow {
  readonly connId: string;
  readonly state: string;
  readonly seenHash: string | null;
  readonly nowHash: string | null;
  readonly specHash: string | null;
  readonly problem: string | null;
  readonly type: string | null;
  /** What is there, where nothing is here. */
  readonly item: Prisma.JsonValue;
  readonly highFindings: number | null;
  readonly lastOutcome: Outcome | null;
  readonly updatedAt: Date | null;
  readonly updatedBy: string | null;
  readonly version: number | null;
}

/**
 * A page of the realm's connections beside lava's table as it was last pulled: everything that is in either place,
 * conflicts first, then what differs.
 *
 * @throws {ServiceError} NOT_FOUND, INVALID_INPUT when the realm is not joined to a lava
 */
export async function compareWithLava(
  context: ServiceContext,
  realmName: string,
  query: ComparedQuery,
): Promise<ComparedPage> {
  const realm = await lavaRealm(context, 'connection:read', realmName);
  const both = Sql.sql`(select * from "Connection" where "realmId" = ${realm.id}::uuid) c
    full join (select * from "LavaItem" where "realmId" = ${realm.id}::uuid) l on l."connId" = c."connId"`;
  const states = query.states.length > 0 ? query.states : SYNC_STATES;
  const like = `%${query.text.replace(/[\\%_]/g, '\\$&')}%`;
  const where = Sql.sql`${SYNC_STATE} in (${Sql.join([...states])})
    and coalesce(c."connId", l."connId") ilike ${like}`;
  const [rows, counted] = await Promise.all([
    // Sorts identifiers only: whole items would not fit into memory.
    prisma().$queryRaw<RawRow[]>`
      with page as (
        select c."id", l."connId" as "there", coalesce(c."connId", l."connId") as "connId", ${SYNC_STATE} as "state",
          case ${SYNC_STATE} when 'changed-both' then 0 when 'same' then 2 else 1 end as "rank"
        from ${both} where ${where}
        order by "rank", lower(coalesce(c."connId", l."connId")), coalesce(c."connId", l."connId")
        limit ${query.pageSize} offset ${(query.page - 1) * query.pageSize})
      select page."connId", page."state", l."seenHash", l."nowHash", c."specHash", l."problem",
        c."type", case when c."id" is null then l."now" end as "item", c."highFindings", c."lastOutcome", c."updatedAt",
        c."updatedBy", c."version"
      from page left join "Connection" c on c."id" = page."id"
      left join "LavaItem" l on l."realmId" = ${realm.id}::uuid and l."connId" = page."there"
      order by page."rank", lower(page."connId"), page."connId"`,
    prisma().$queryRaw<Counted[]>`
      select ${SYNC_STATE} as "state", count(*)::int as "count",
        (count(*) filter (where ${where}))::int as "found",
        (count(*) filter (where ${SAFE_TO_TAKE}))::int as "safe",
        (count(*) filter (where l."problem" is not null))::int as "problems"
      from ${both} group by 1`,
  ]);
  const count = (state: SyncState) => counted.find((one) => one.state === state)?.count ?? 0;
  const sum = (what: 'found' | 'safe' | 'problems') => counted.reduce((all, one) => all + one[what], 0);
  return {
    rows: rows.flatMap(toRow),
    total: sum('found'),
    counts: {
      same: count('same'),
      'changed-here': count('changed-here'),
      'changed-there': count('changed-there'),
      'changed-both': count('changed-both'),
      'only-here': count('only-here'),
      'only-there': count('only-there'),
    },
    safe: sum('safe'),
    problems: sum('problems'),
  };
}

function toRow(raw: RawRow): ComparedRow[] {
  const state = asSyncState(raw.state);
  if (state === null) return [];
  const sides = { seen: raw.seenHash, now: raw.nowHash, here: raw.specHash };
  const removal = removalOf(sides);
  return [
    {
      connId: raw.connId,
      state,
      removal,
      conflict: isConflict(sides),
      problem: raw.problem,
      type: raw.type ?? typeOf(raw.item),
      highFindings: raw.highFindings ?? 0,
      lastOutcome: raw.lastOutcome,
      updatedAt: raw.updatedAt?.toISOString() ?? null,
      updatedBy: raw.updatedBy,
      version: raw.version,
      token: raw.nowHash,
    },
  ];
}

/** Read here and not by PostgreSQL, which refuses the whole item when any text in it holds a NUL. */
function typeOf(item: Prisma.JsonValue): string | null {
  const type = item === null ? undefined : asItem(item).type;
  return type !== undefined && 'S' in type ? type.S.slice(0, 80) : null;
}
