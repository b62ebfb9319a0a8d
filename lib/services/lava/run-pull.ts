import { setImmediate } from 'node:timers/promises';
import type { ScanPage } from '../../aws/scan-items';
import type { LavaItem } from '../../connectors/lava-item';
import { executeDirectly, prisma } from '../../db/prisma';
import { log } from '../../log';
import { writeAuditEvent } from '../audit/write-audit-event';
import type { ServiceContext } from '../context';
import { type ErrorDto, errorDto } from '../errors';
import { realmTables, runtime } from '../runtime';
import { storableJson } from '../storable-json';
import { beginWork } from '../work-under-way';
import { configuredDuration } from './adopt-duration';
import { finishPull } from './finish-pull';
import type { LavaRealm } from './lava-realm';
import { type PulledItem, pulledItem } from './pulled-item';
import { pulledJob } from './pulled-job';
import { tableRefusal } from './table-refusal';
import { untilNotThrottled } from './until-not-throttled';

/** A pull as a whole may take so long. */
const DEADLINE_MS = 30 * 60_000;
const BEAT_MS = 5_000;
/** Items of a page that are kept at once: while they are, the next are looked through. */
const SLICE = 1_000;

/**
 * Reads lava's tables page by page into a place of their own, and counts it only when everything is there. Never
 * throws: how it ended stands in the record of the pull.
 */
export async function runPull(
  context: ServiceContext,
  realm: LavaRealm,
  pullId: string,
  options: { readonly takeOver: boolean },
): Promise<void> {
  const ended = beginWork();
  const over = new AbortController();
  const beat = setInterval(() => {
    prisma()
      .pull.updateMany({ where: { id: pullId, state: 'running' }, data: { beatAt: new Date() } })
      // Cancelled, perhaps on another server, or another pull took its place.
      .then(({ count }) => count === 0 && over.abort())
      .catch((error) => log.warn({ err: error, pullId }, 'a pull could not give a sign of life'));
  }, BEAT_MS);
  try {
    const signal = AbortSignal.any([
      AbortSignal.timeout(DEADLINE_MS),
      runtime().stopping.signal,
      over.signal,
    ]);
    const duration = options.takeOver ? configuredDuration(realm, signal) : Promise.resolve(null);
    // Awaited in its turn; a fault meanwhile must not count as unhandled.
    duration.catch(() => undefined);
    await readConnections(realm, pullId, signal);
    const jobs = await readJobs(realm, pullId, signal);
    await finishPull(context, realm, pullId, { ...options, ...jobs, duration: await duration });
  } catch (error) {
    await failPull(context, realm, pullId, error);
  } finally {
    clearInterval(beat);
    ended();
  }
}

async function readConnections(realm: LavaRealm, pullId: string, signal: AbortSignal): Promise<void> {
  const table = realm.connectionsTable;
  const { scanPage } = realmTables(realm);
  try {
    const sized = noteSize(realm, pullId, signal);
    await readTable(scanPage, table, signal, pulledItem, (items) => keepItems(pullId, items));
    await sized;
  } catch (error) {
    throw tableRefusal(error, table);
  }
}

/** How many items there are to read is a help: when it cannot be known the pull goes on without. */
async function noteSize(realm: LavaRealm, pullId: string, signal: AbortSignal): Promise<void> {
  try {
    const expected = await realmTables(realm).tableSize(realm.connectionsTable, signal);
    await prisma().pull.update({ where: { id: pullId }, data: { expected } });
  } catch (error) {
    log.info({ err: error, pullId }, 'the size of a table to pull is not known');
  }
}

/** Jobs are a help: when they cannot be read the pull still counts, and says so. */
async function readJobs(
  realm: LavaRealm,
  pullId: string,
  signal: AbortSignal,
): Promise<{ readonly jobsRead: boolean; readonly notice: ErrorDto | null }> {
  const table = realm.jobsTable;
  if (table === null) return { jobsRead: false, notice: null };
  try {
    await prisma().pull.update({ where: { id: pullId }, data: { jobs: 0 } });
    await readTable(realmTables(realm).scanPage, table, signal, pulledJob, async (items) => {
      await prisma().pulledJob.createMany({
        data: items.map((job) => ({ ...job, pullId })),
        skipDuplicates: true,
      });
      await prisma().pull.update({
        where: { id: pullId },
        data: { jobs: { increment: items.length }, beatAt: new Date() },
      });
    });
    return { jobsRead: true, notice: null };
  } catch (error) {
    const refusal = tableRefusal(error, table);
    if (refusal === error) throw error;
    await prisma().pull.update({ where: { id: pullId }, data: { jobs: null } });
    return { jobsRead: false, notice: errorDto(refusal, pullId) };
  }
}

/** Scans to the end. While some of a page are kept the next are looked through, and the next page is read. */
async function readTable<Pulled>(
  scanPage: ReturnType<typeof realmTables>['scanPage'],
  table: string,
  signal: AbortSignal,
  lookAt: (item: LavaItem) => Pulled,
  keepSlice: (items: readonly Pulled[]) => Promise<void>,
): Promise<void> {
  const read = (from: LavaItem | undefined) => untilNotThrottled(() => scanPage(table, from, signal), signal);
  let coming: ReturnType<typeof read> | undefined = read(undefined);
  let kept: Promise<void> = Promise.resolve();
  try {
    while (coming) {
      const page: ScanPage = await coming;
      coming = page.next && read(page.next);
      // Awaited in its turn; a refusal meanwhile must not count as unhandled.
      coming?.catch(() => undefined);
      for (let first = 0; first < page.items.length; first += SLICE) {
        // What was asked for goes out before this process is busy again.
        await setImmediate();
        const items = page.items.slice(first, first + SLICE).map(lookAt);
        await kept;
        kept = keepSlice(items);
        kept.catch(() => undefined);
      }
    }
    await kept;
  } finally {
    // What is kept of a pull that failed is deleted: nothing may come after.
    await kept.catch(() => undefined);
  }
}

/** Of a pull ($1): some items' facts ($2) beside the items themselves, one a line ($3), and how many they are ($4). */
const KEEP = `
  with kept as (
    insert into "PulledItem" ("pullId", "connId", "item", "hash", "problem")
    select $1::uuid, p."key", p."item"::json, p."hash", p."problem"
    from rows from (
      json_to_recordset($2::json) as ("key" text, "hash" text, "problem" text),
      string_to_table($3, E'\\n')
    ) as p("key", "hash", "problem", "item"))
  update "Pull" set "connections" = "connections" + $4, "beatAt" = now()
  where "id" = $1::uuid`;

/** Keeps what was read, and how far the pull is, in one statement. */
async function keepItems(pullId: string, items: readonly PulledItem[]): Promise<void> {
  const facts = storableJson(items.map(({ key, hash, problem }) => ({ key, hash, problem })));
  // One a line and as JSON only: an item may hold what PostgreSQL keeps in JSON but does not read.
  let lines = '';
  // Added one by one: joining them takes three times as long as writing them.
  for (const { item } of items) lines += lines === '' ? JSON.stringify(item) : `\n${JSON.stringify(item)}`;
  await executeDirectly(KEEP, [pullId, facts, lines, items.length]);
}

async function failPull(
  context: ServiceContext,
  realm: LavaRealm,
  pullId: string,
  error: unknown,
): Promise<void> {
  log.warn({ err: error, pullId, requestId: context.requestId }, 'a pull failed');
  const dto = errorDto(error, context.requestId);
  try {
    await prisma().$transaction(async (db) => {
      await db.pulledItem.deleteMany({ where: { pullId } });
      await db.pulledJob.deleteMany({ where: { pullId } });
      await db.pull.updateMany({
        where: { id: pullId, state: 'running' },
        data: { state: 'failed', finishedAt: new Date(), error: JSON.parse(JSON.stringify(dto)) },
      });
      // Whoever cancelled it left the event of its end.
      if ((await db.pull.count({ where: { id: pullId, state: 'cancelled' } })) > 0) return;
      await writeAuditEvent(db, context, {
        action: 'lava.pull',
        realm: realm.name,
        outcome: 'failed',
        details: { code: dto.code },
      });
    });
  } catch (failure) {
    log.error({ err: failure, pullId }, 'the end of a pull could not be recorded');
  }
}
