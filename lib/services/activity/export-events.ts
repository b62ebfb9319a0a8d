import { stringify } from 'csv-stringify/sync';
import { prisma, Sql } from '../../db/prisma';
import { type EventQuery, formatEventQuery } from '../../listing/event-query';
import { writeAuditEvent } from '../audit/write-audit-event';
import type { ServiceContext } from '../context';
import { type ActivityScope, authoriseActivity } from './authorise-activity';
import { EVENT_COLUMNS, type EventDto, type EventRow, toEventDto } from './event-dto';
import { eventSql } from './event-sql';

const ROWS_AT_ONCE = 2_000;
const COLUMNS = [
  'seq',
  'at',
  'actor',
  'actorId',
  'realm',
  'action',
  'target',
  'outcome',
  'address',
  'requestId',
  'details',
] as const satisfies readonly (keyof EventDto)[];

/**
 * The events that the filter shows as a file, oldest first, part by part. CSV cells that a spreadsheet would take for a
 * formula are escaped. The download is an audit event itself, the first that is not in it.
 *
 * @throws {ServiceError} NOT_FOUND, FORBIDDEN
 */
export async function exportEvents(
  context: ServiceContext,
  realmName: string | null,
  query: EventQuery,
  format: 'csv' | 'json',
): Promise<AsyncGenerator<string>> {
  const scope = await authoriseActivity(context, realmName);
  const [head] = await prisma().$queryRaw<{ seq: bigint }[]>`
    select "seq" from "AuditEvent" order by "seq" desc limit 1`;
  await writeAuditEvent(prisma(), context, {
    action: 'activity.export',
    ...(scope.realm !== null && { realm: scope.realm }),
    details: { format, filter: formatEventQuery(query).toString(), until: Number(head?.seq ?? 0) },
  });
  const batches = readAll(scope, query, head?.seq ?? 0n);
  return format === 'csv' ? asCsv(batches) : asJson(batches);
}

async function* readAll(
  scope: ActivityScope,
  query: EventQuery,
  until: bigint,
): AsyncGenerator<readonly EventDto[]> {
  const columns = Sql.raw(EVENT_COLUMNS);
  for (let from = 0n; ; ) {
    const rows: EventRow[] = await prisma().$queryRaw`
      select ${columns} from "AuditEvent" e
      where ${eventSql(scope, query)} and e."seq" > ${from} and e."seq" <= ${until}
      order by e."seq" limit ${ROWS_AT_ONCE}`;
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map((row) => toEventDto(row, scope));
    from = last.seq;
  }
}

async function* asCsv(batches: AsyncGenerator<readonly EventDto[]>): AsyncGenerator<string> {
  yield stringify([[...COLUMNS]]);
  for await (const events of batches) {
    const rows = events.map((event) => ({ ...event, details: JSON.stringify(event.details) }));
    yield stringify(rows, { columns: [...COLUMNS], escape_formulas: true });
  }
}

async function* asJson(batches: AsyncGenerator<readonly EventDto[]>): AsyncGenerator<string> {
  let before = '[';
  for await (const events of batches) {
    yield `${before}\n${events.map((event) => JSON.stringify(event)).join(',\n')}`;
    before = ',';
  }
  yield before === '[' ? '[]\n' : '\n]\n';
}
