import { prisma, Sql } from '../../db/prisma';
import type { EventQuery } from '../../listing/event-query';
import type { ServiceContext } from '../context';
import { authoriseActivity } from './authorise-activity';
import { EVENT_COLUMNS, type EventDto, type EventRow, toEventDto } from './event-dto';
import { eventSql } from './event-sql';

const PAGE_SIZE = 50;
/** A tail that was away for long starts anew rather than catching up event by event. */
const MOST_NEWER = 500;

/** Where to read: what is older than an event, newest first; or what is newer, for a tail. */
export interface EventPlace {
  readonly before?: number | undefined;
  readonly after?: number | undefined;
}

export interface EventPage {
  /** Newest first. */
  readonly events: readonly EventDto[];
  /** How many match in all; null when reading on. */
  readonly total: number | null;
  /** The newest event there is, matching or not: where a tail goes on. */
  readonly head: number;
}

/**
 * Audit events of a realm, or (null) of the whole console. While many people work, no event is shown twice or left out:
 * pages are cut by an event's place in the chain.
 *
 * @throws {ServiceError} NOT_FOUND, FORBIDDEN
 */
export async function listEvents(
  context: ServiceContext,
  realmName: string | null,
  query: EventQuery,
  { before, after }: EventPlace = {},
): Promise<EventPage> {
  const scope = await authoriseActivity(context, realmName);
  const where = eventSql(scope, query);
  const columns = Sql.raw(EVENT_COLUMNS);
  const older = before === undefined ? Sql.empty : Sql.sql`and e."seq" < ${before}`;
  const newer = after === undefined ? Sql.empty : Sql.sql`and e."seq" > ${after}`;
  const limit = after === undefined ? PAGE_SIZE : MOST_NEWER;
  // The head first: an event that is written in between is then read twice, not left out.
  const [head] = await prisma().$queryRaw<{ seq: bigint }[]>`
    select "seq" from "AuditEvent" order by "seq" desc limit 1`;
  const isFirst = before === undefined && after === undefined;
  const [rows, totals] = await Promise.all([
    prisma().$queryRaw<EventRow[]>`
      select ${columns} from "AuditEvent" e where ${where} ${older} ${newer} order by e."seq" desc limit ${limit}`,
    isFirst
      ? prisma().$queryRaw<{ total: number }[]>`
          select count(*)::int as "total" from "AuditEvent" e where ${where}`
      : null,
  ]);
  return {
    events: rows.map((row) => toEventDto(row, scope)),
    total: totals?.[0]?.total ?? null,
    head: Number(head?.seq ?? 0),
  };
}
