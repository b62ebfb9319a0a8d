import { type Db, prisma, Sql } from '../../db/prisma';
import { ConnectionWriter } from '../connections/connection-writer';
import type { ServiceContext } from '../context';
import { type ErrorDto, ServiceError } from '../errors';
import { adoptDuration } from './adopt-duration';
import type { LavaRealm } from './lava-realm';
import { takeOverSafe } from './take-over';

const TRANSACTION_MS = 600_000;

/** What a pull read beside the items, and whether it takes over. */
interface WhatWasRead {
  readonly takeOver: boolean;
  /** `RS_PASSWORD_DURATION` to take over; null: nothing names one, or nothing is taken over. */
  readonly duration: string | null;
  readonly jobsRead: boolean;
  readonly notice: ErrorDto | null;
}

/**
 * Makes a pull that read everything count, in one transaction: what is there now, the jobs, and, where asked for, what
 * is new or changed only there, and the duration that lava's list of realms names.
 */
export async function finishPull(
  context: ServiceContext,
  { id: realmId }: LavaRealm,
  pullId: string,
  { takeOver, duration, jobsRead, notice }: WhatWasRead,
): Promise<void> {
  await prisma().$transaction(
    async (db) => {
      // What was just read has no statistics yet: taken for a few rows, it would be searched through for each item.
      await db.$executeRaw`set local enable_nestloop = off`;
      await db.$executeRaw`set local work_mem = '64MB'`;
      // Its row stays unlocked until the end: it goes on giving signs of life.
      const running = { id: pullId, state: 'running' };
      const [pulled] = await db.pull.findMany({ where: running });
      if (!pulled) throw superseded();
      if ((await db.pulledItem.count({ where: { pullId } })) !== pulled.connections) throw lost();
      // Locked before what was seen of its tables, as where its settings are saved: neither waits for the other for ever.
      await db.$executeRaw`select 1 from "Realm" where "id" = ${realmId}::uuid for no key update`;
      const row = await db.realm.findUniqueOrThrow({ where: { id: realmId } });
      const realm = { ...row, connectionsTable: row.connectionsTable ?? '' };
      await recordItems(db, realm, pullId);
      if (jobsRead) await recordJobs(db, realm, pullId);
      await agree(db, realm.id);
      const writer = new ConnectionWriter(db, context, realm);
      const adopted = await adoptDuration(db, writer, realm, duration);
      const taken = takeOver
        ? await takeOverSafe(db, writer, adopted, { deletions: false, disabling: false })
        : [];
      await db.pulledItem.deleteMany({ where: { pullId } });
      await db.pulledJob.deleteMany({ where: { pullId } });
      const [done] = await db.pull.updateManyAndReturn({
        where: running,
        data: {
          state: 'finished',
          finishedAt: new Date(),
          ...(notice && { error: JSON.parse(JSON.stringify(notice)) }),
        },
      });
      if (!done) throw superseded();
      writer.tell({
        action: 'lava.pull',
        details: {
          connections: done.connections,
          jobs: done.jobs,
          [row.fourEyes ? 'waiting' : 'takenOver']: taken.length,
        },
      });
      await writer.finish();
    },
    { timeout: TRANSACTION_MS },
  );
}

/** Another pull or a publication began because this one seemed to be over: it counts no more. */
function superseded(): ServiceError {
  return new ServiceError(
    'CONFLICT',
    'The pull gave no sign of life for so long that another one, or a publication, took its place.',
    {
      hint: 'Nothing of it counts. Pull again to see what is there now.',
    },
  );
}

/** The table of what was read outlives no crash of the database. */
function lost(): ServiceError {
  return new ServiceError(
    'CONFLICT',
    'The database was started anew during the pull and lost what had been read.',
    {
      hint: 'Pull again.',
    },
  );
}

/** What is there is updated before the rest is inserted: `on conflict` would take half as long again for new rows. */
async function recordItems(db: Db, realm: LavaRealm, pullId: string): Promise<void> {
  await db.$executeRaw`
    update "LavaItem" l
    set "now" = p."item", "nowHash" = p."hash", "problem" = p."problem", "lookedAt" = now()
    from "LavaItem" i left join "PulledItem" p on p."pullId" = ${pullId}::uuid and p."connId" = i."connId"
    where i."realmId" = ${realm.id}::uuid and l."realmId" = i."realmId" and l."connId" = i."connId"
      and (p."connId" is not null or i."nowHash" is not null)`;
  await db.$executeRaw`
    insert into "LavaItem" ("realmId", "connId", "now", "nowHash", "problem", "lookedAt")
    select distinct on (p."connId") ${realm.id}::uuid, p."connId", p."item", p."hash", p."problem", now()
    from "PulledItem" p
    where p."pullId" = ${pullId}::uuid and not exists (
      select 1 from "LavaItem" l where l."realmId" = ${realm.id}::uuid and l."connId" = p."connId")
    order by p."connId"`;
}

/** Where both sides are the same they agree from now on; what is gone on both sides is forgotten. */
export async function agree(db: Db, realmId: string): Promise<void> {
  await db.$executeRaw`
    update "LavaItem" l set "seen" = l."now", "seenHash" = l."nowHash"
    from "Connection" c
    where l."realmId" = ${realmId}::uuid and c."realmId" = l."realmId" and c."connId" = l."connId"
      and c."specHash" = l."nowHash" and l."seenHash" is distinct from l."nowHash"`;
  await db.$executeRaw`
    delete from "LavaItem" l
    where l."realmId" = ${realmId}::uuid and l."nowHash" is null and (l."seenHash" is null or not exists (
      select 1 from "Connection" c where c."realmId" = l."realmId" and c."connId" = l."connId"))`;
}

async function recordJobs(db: Db, realm: LavaRealm, pullId: string): Promise<void> {
  const facts = Sql.sql`
    "jobId", "type", "enabled", "description", "owner", "schedule", "worker", "dispatcher", "connIds"`;
  await db.lavaJob.deleteMany({ where: { realmId: realm.id } });
  await db.$executeRaw`
    insert into "LavaJob" ("id", "realmId", ${facts})
    select gen_random_uuid(), ${realm.id}::uuid, ${facts} from "PulledJob" where "pullId" = ${pullId}::uuid`;
}
