import type { Finding } from '../../connectors/finding';
import { findingsOf } from '../../connectors/findings';
import { storedId } from '../../connectors/storable-id';
import type { Outcome } from '../../connectors/test-outcome';
import { prisma, Sql } from '../../db/prisma';
import { findingContexts } from '../connections/finding-context';
import { asSpec } from '../connections/stored-spec';
import type { ServiceContext } from '../context';
import { lavaRealm } from './lava-realm';
import { SYNC_STATE } from './sync-sql';
import { readThreeWay, type ThreeWayDto } from './three-way';

/** One connection of a review: its three sides, and what speaks for or against publishing it. */
export interface ReviewedDto extends ThreeWayDto {
  /** Changed here only, so that it can be published. */
  readonly publishable: boolean;
  readonly findings: readonly Finding[];
  readonly lastOutcome: Outcome | null;
  readonly lastTestedAt: string | null;
  /** Whether the last test was made of this version. */
  readonly testedAsIs: boolean;
}

export interface ReviewDto {
  readonly readOnly: boolean;
  readonly table: string;
  readonly items: readonly ReviewedDto[];
  /** How many more could be published than are shown. */
  readonly more: number;
}

const OUTCOMES: readonly Outcome[] = ['passed', 'warning', 'failed', 'undecided', 'cancelled'];

/** A review is read by a person. */
const MOST = 200;

/**
 * What publishing these connections would write; without any: everything that changed here only. Connections that are
 * the same on both sides are left out.
 *
 * @throws {ServiceError} NOT_FOUND, INVALID_INPUT when the realm is not joined to a lava
 */
export async function reviewPublication(
  context: ServiceContext,
  realmName: string,
  wanted: readonly string[],
): Promise<ReviewDto> {
  const realm = await lavaRealm(context, 'connection:read', realmName);
  const chosen =
    wanted.length > 0
      ? Sql.sql`coalesce(c."connId", l."connId") in (${Sql.join([...wanted.slice(0, 1_000).map(storedId)])})
          and ${SYNC_STATE} <> 'same'`
      : Sql.sql`l."problem" is null and c."specHash" is distinct from l."nowHash"
          and l."seenHash" is not distinct from l."nowHash"`;
  const ids = await prisma().$queryRaw<{ connId: string }[]>`
    select coalesce(c."connId", l."connId") as "connId"
    from (select * from "Connection" where "realmId" = ${realm.id}::uuid) c
    full join (select * from "LavaItem" where "realmId" = ${realm.id}::uuid) l on l."connId" = c."connId"
    where ${chosen} order by 1`;
  const contextOf = await findingContexts(prisma(), realm);
  const items: ReviewedDto[] = [];
  for (const { connId } of ids.slice(0, MOST)) {
    const sides = await readThreeWay(prisma(), realm, connId);
    const row = await prisma().connection.findUnique({
      where: { realmId_connId: { realmId: realm.id, connId } },
      include: { lastRun: { select: { specVersion: true } } },
    });
    items.push({
      ...sides,
      publishable:
        sides.problem === null &&
        !sides.conflict &&
        sides.state !== 'changed-there' &&
        !onlyThere(sides) &&
        sides.removal !== 'deleted-there',
      findings: row ? findingsOf(asSpec(row.spec), contextOf(asSpec(row.spec))) : [],
      lastOutcome: OUTCOMES.find((outcome) => outcome === row?.lastOutcome) ?? null,
      lastTestedAt: row?.lastTestedAt?.toISOString() ?? null,
      testedAsIs: row !== null && row.lastRun?.specVersion === row.version,
    });
  }
  return {
    readOnly: realm.readOnly,
    table: realm.connectionsTable,
    items,
    more: Math.max(0, ids.length - MOST),
  };
}

/** New there, not deleted here: there is nothing here to publish. */
function onlyThere({ state, removal }: ThreeWayDto): boolean {
  return state === 'only-there' && removal !== 'deleted-here';
}
