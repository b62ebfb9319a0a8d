import { itemOf, jsonOf, type LavaItem, sameItem } from '../../connectors/lava-item';
import { changedFields } from '../../connectors/spec-diff';
import { prisma, Sql } from '../../db/prisma';
import { log } from '../../log';
import { AwsRefusal } from '../../resolution/ports';
import { writeAuditEvent } from '../audit/write-audit-event';
import { asSpec } from '../connections/stored-spec';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { realmTables, runtime } from '../runtime';
import type { LavaRealm } from './lava-realm';
import type { PublishState } from './publication-dto';
import { pulledItem } from './pulled-item';
import { asItem, toStoredItem } from './stored-item';
import { tableRefusal } from './table-refusal';
import { isThrottling, untilNotThrottled } from './until-not-throttled';

/** What became of one connection; `STOPPED` as code means that the others need not be tried. */
export interface Published {
  readonly state: PublishState;
  readonly code: string | null;
  readonly message: string | null;
  readonly hint: string | null;
}

/** One connection as it was reviewed. */
interface Reviewed {
  readonly connId: string;
  readonly version: number | null;
  readonly nowHash: string | null;
}

/** Refusals that have nothing to do with the one connection. */
const EVERYWHERE =
  /AccessDenied|NotAuthorized|Unauthorized|ResourceNotFound|Credentials|UnrecognizedClient|ExpiredToken|Signature/;

/** Longer than is waited while DynamoDB throttles. */
const DEADLINE_MS = 60_000;
const DONE: Published = { state: 'done', code: null, message: null, hint: null };

/**
 * Writes one connection to lava's table, or deletes it there, if both sides are what was reviewed. The write is
 * conditional on the item being what was last seen: a change by somebody else is never written over, and becomes a
 * conflict that shows what is there now. Where the table holds the same already, it counts as written.
 */
export async function publishItem(
  context: ServiceContext,
  realm: LavaRealm,
  reviewed: Reviewed,
): Promise<Published> {
  try {
    return await attempt(context, realm, reviewed);
  } catch (error) {
    const refusal = tableRefusal(error, realm.connectionsTable);
    if (refusal instanceof ServiceError) {
      const everywhere =
        error instanceof AwsRefusal && (EVERYWHERE.test(error.awsCode) || isThrottling(error.awsCode));
      return {
        state: 'failed',
        code: everywhere ? 'STOPPED' : 'NOT_WRITTEN',
        message: refusal.message,
        hint: refusal.extra.hint ?? null,
      };
    }
    log.error({ err: error, requestId: context.requestId }, 'a connection could not be published');
    return {
      state: 'failed',
      code: 'UNEXPECTED',
      message: `The server failed while publishing it (request ${context.requestId}).`,
      hint: 'Pull to see what is there now, then try the rest again.',
    };
  }
}

async function attempt(
  context: ServiceContext,
  realm: LavaRealm,
  { connId, version, nowHash }: Reviewed,
): Promise<Published> {
  const where = { realmId_connId: { realmId: realm.id, connId } };
  const [row, known] = await Promise.all([
    prisma().connection.findUnique({ where }),
    prisma().lavaItem.findUnique({ where }),
  ]);
  if ((row?.version ?? null) !== version) {
    return refused('CHANGED_HERE', 'It was changed here since it was reviewed.');
  }
  const tables = realmTables(realm);
  const key = { table: realm.connectionsTable, name: 'conn_id', value: connId };
  const signal = AbortSignal.timeout(DEADLINE_MS);
  // A server that stops breaks off the waiting, never a write.
  const waiting = AbortSignal.any([signal, runtime().stopping.signal]);
  const look = () => untilNotThrottled(() => tables.getItem(key, signal), waiting);
  const current = await look();
  // Before what is there refuses it: an attempt that was killed may have written it, and a pull have seen it.
  const alreadySo =
    current === null ? row === null : row !== null && pulledItem(current).hash === row.specHash;
  if (alreadySo) {
    await record(context, realm, connId, { seen: current, now: current, fields: [] });
    return { ...DONE, message: 'lava’s table held the same already.' };
  }
  if ((known?.nowHash ?? null) !== nowHash) {
    return refused('CHANGED_THERE', 'A pull found another item in lava’s table since it was reviewed.');
  }
  if (known?.problem) return refused('NO_SPEC', known.problem);
  const looked = known?.now == null ? null : asItem(known.now);
  const seen = known?.seen == null ? null : asItem(known.seen);
  if (!sameItem(looked, seen)) {
    return refused('CONFLICT_OPEN', 'Both sides changed since they last agreed. Settle that first.');
  }
  if (!sameItem(current, looked)) return conflict(realm, connId, current);

  const here = row && asSpec(row.spec);
  const next = here && itemOf(here, current ?? {});
  const written = await untilNotThrottled(() => tables.writeItem(key, current, next, signal), waiting);
  const after = written.status === 'conflict' ? await look() : written.item;
  // The SDK tries again when an answer is lost: the second attempt then meets what the first one wrote.
  if (written.status === 'conflict' && !sameItem(after, next)) return conflict(realm, connId, after);
  const before = current && jsonOf(current);
  const fields = changedFields(before?.ok ? before.value : {}, here ?? {}).map(({ field }) => field);
  await record(context, realm, connId, { seen: next, now: after, fields });
  return DONE;
}

/** Both sides agree on `seen` from now on; `now` differs from it where somebody else added an attribute meanwhile. */
async function record(
  context: ServiceContext,
  realm: LavaRealm,
  connId: string,
  { seen, now, fields }: { seen: LavaItem | null; now: LavaItem | null; fields: readonly string[] },
): Promise<void> {
  const where = { realmId_connId: { realmId: realm.id, connId } };
  await prisma().$transaction(async (db) => {
    if (seen === null || now === null) {
      await db.lavaItem.deleteMany({ where: { realmId: realm.id, connId } });
    } else {
      const found = pulledItem(now);
      const data = {
        seen: toStoredItem(seen),
        seenHash: pulledItem(seen).hash,
        now: toStoredItem(found.item),
        nowHash: found.hash,
        problem: found.problem,
        lookedAt: new Date(),
      };
      await db.lavaItem.upsert({ where, update: data, create: { ...data, realmId: realm.id, connId } });
    }
    await writeAuditEvent(db, context, {
      action: 'connection.publish',
      realm: realm.name,
      target: connId,
      details: { fields: [...fields], deleted: now === null, table: realm.connectionsTable },
    });
  });
}

/** Remembers what is there now, so that the three sides can be shown. */
async function conflict(realm: LavaRealm, connId: string, current: LavaItem | null): Promise<Published> {
  const where = { realmId_connId: { realmId: realm.id, connId } };
  const found = current && pulledItem(current);
  const data = {
    now: found === null ? null : toStoredItem(found.item),
    nowHash: found?.hash ?? null,
    problem: found?.problem ?? null,
    lookedAt: new Date(),
  };
  await prisma().lavaItem.upsert({
    where,
    update: { ...data, now: data.now ?? Sql.DbNull },
    create: { ...data, now: data.now ?? Sql.DbNull, realmId: realm.id, connId },
  });
  return {
    state: 'conflict',
    code: 'CONFLICT',
    message:
      current === null
        ? 'Somebody deleted it in lava’s table since the last look. Nothing was written.'
        : 'Somebody changed it in lava’s table since the last look. Nothing was written.',
    hint: 'Compare the three sides and choose what to keep.',
  };
}

function refused(code: string, message: string): Published {
  return { state: 'refused', code, message, hint: 'Nothing was written. Review it again, then publish.' };
}
