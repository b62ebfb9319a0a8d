import { createHash } from 'node:crypto';
import pg from 'pg';

/** The chain's end: kept elsewhere, it shows later whether events were taken away from the end. */
export interface ChainHead {
  readonly seq: number;
  readonly hash: string;
}

/** What walking the chain found. */
export interface ChainReport {
  readonly count: number;
  readonly first: { readonly seq: number; readonly at: string } | null;
  readonly last: (ChainHead & { readonly at: string }) | null;
  /** The last event that was let go by retention; null: none was. */
  readonly anchor: ChainHead | null;
  /** The first place where the chain does not hold; null: it holds. */
  readonly broken: { readonly seq: number; readonly reason: string } | null;
  /** Why the chain cannot show whether the head that was noted down was in it; null: it shows it, or none was given. */
  readonly notShown: string | null;
}

interface EventRow {
  readonly seq: string;
  readonly id: string;
  readonly at: string;
  readonly actor: string;
  readonly actorId: string | null;
  readonly address: string | null;
  readonly requestId: string | null;
  readonly realm: string | null;
  readonly action: string;
  readonly target: string | null;
  readonly outcome: string;
  readonly details: string;
  readonly hash: string;
  /** What the database's own function makes of the row. */
  readonly databaseText: string;
}

/** In the order in which an event's canonical text holds them; the migration says the same in SQL. */
const COLUMNS = [
  'seq',
  'id',
  'at',
  'actor',
  'actorId',
  'address',
  'requestId',
  'realm',
  'action',
  'target',
  'outcome',
  'details',
] as const satisfies readonly (keyof EventRow)[];

const ROWS_AT_ONCE = 2_000;

function canonicalText(row: EventRow): string {
  return COLUMNS.map((name) => {
    const value = row[name];
    return value === null ? '-' : `${Buffer.byteLength(value)}:${value}`;
  }).join('');
}

/**
 * Walks the chain of audit events from its anchor to its end, in one snapshot, and computes every hash anew, without the
 * database's own function (which is compared besides). Stops at the first event that does not hold.
 *
 * @param expected a head noted down earlier: it must still be in the chain, unless it was let go, which is reported
 */
export async function walkAuditChain(databaseUrl: string, expected?: ChainHead): Promise<ChainReport> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    return await walk(client, expected);
  } finally {
    await client.end();
  }
}

async function walk(client: pg.Client, expected: ChainHead | undefined): Promise<ChainReport> {
  const anchors = await client.query<{ seq: string; hash: string }>(
    'select "seq", "hash" from "AuditAnchor" order by "seq" desc limit 1',
  );
  const [found] = anchors.rows;
  const anchor = found ? { seq: Number(found.seq), hash: found.hash } : null;
  let count = 0;
  let first: ChainReport['first'] = null;
  let last: ChainReport['last'] = null;
  let head: ChainHead = anchor ?? { seq: 0, hash: '' };
  let met = expected === undefined || sameHead(head, expected);
  const report = (broken: ChainReport['broken'], notShown: string | null = null) => ({
    count,
    first,
    last,
    anchor,
    broken,
    notShown,
  });
  for (let from = '-1'; ; ) {
    const { rows } = await client.query<EventRow>(
      `select "seq"::text, "id"::text, to_char("at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "at",
        "actor", "actorId", "address", "requestId", "realm", "action", "target", "outcome", "details"::text, "hash",
        audit_event_text(e) as "databaseText"
      from "AuditEvent" e where e."seq" > $1 order by e."seq" limit ${ROWS_AT_ONCE}`,
      [from],
    );
    for (const row of rows) {
      const seq = Number(row.seq);
      const reason = problemOf(row, head);
      if (reason) return report({ seq, reason });
      head = { seq, hash: row.hash };
      first ??= { seq, at: row.at };
      last = { ...head, at: row.at };
      count += 1;
      met ||= expected !== undefined && sameHead(head, expected);
    }
    const end = rows.at(-1);
    if (!end) break;
    from = end.seq;
  }
  if (met || expected === undefined) return report(null);
  if (anchor && expected.seq < anchor.seq) {
    return report(
      null,
      `event ${expected.seq}, the head that was noted down, was let go: the chain begins after event ${anchor.seq} and cannot show whether it is the same`,
    );
  }
  return report({
    seq: expected.seq,
    reason: 'the head that was noted down is not in the chain: events were taken away or written anew',
  });
}

function problemOf(row: EventRow, before: ChainHead): string | null {
  const seq = Number(row.seq);
  if (seq !== before.seq + 1) {
    return `it follows event ${before.seq}: what stood between is missing, or the order was changed`;
  }
  const text = canonicalText(row);
  if (createHash('sha256').update(before.hash).update(text).digest('hex') !== row.hash) {
    return 'its hash does not fit what it says and the event before';
  }
  return text === row.databaseText ? null : 'the database’s function audit_event_text was changed';
}

function sameHead(one: ChainHead, other: ChainHead): boolean {
  return one.seq === other.seq && one.hash === other.hash;
}
