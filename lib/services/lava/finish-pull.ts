import type { LavaJobFacts } from '../../connectors/lava-job';
import { type Db, prisma } from '../../db/prisma';
import { ConnectionWriter } from '../connections/connection-writer';
import type { ServiceContext } from '../context';
import { type ErrorDto, ServiceError } from '../errors';
import type { LavaRealm } from './lava-realm';
import { takeOverSafe } from './take-over';

const TRANSACTION_MS = 600_000;

/**
 * Makes a pull that read everything count, in one transaction: what is there now, the jobs, and, where asked for, what
 * is new or changed only there.
 */
export async function finishPull(
  context: ServiceContext,
  { id: realmId }: LavaRealm,
  pullId: string,
  { takeOver, jobsRead, notice }: { takeOver: boolean; jobsRead: boolean; notice: ErrorDto | null },
): Promise<void> {
  await prisma().$transaction(
    async (db) => {
      // What was just read has no statistics yet: taken for a few rows, it would be searched through for each item.
      await db.$executeRaw`set local enable_nestloop = off`;
      await db.$executeRaw`set local work_mem = '64MB'`;
      const current = await db.pull.updateMany({
        where: { id: pullId, state: 'running' },
        data: { beatAt: new Date() },
      });
      if (current.count === 0) throw superseded();
      const row = await db.realm.findUniqueOrThrow({ where: { id: realmId } });
      const realm = { ...row, connectionsTable: row.connectionsTable ?? '' };
      await recordItems(db, realm, pullId);
      if (jobsRead) await recordJobs(db, realm, pullId);
      await agree(db, realm.id);
      const writer = new ConnectionWriter(db, context, realm);
      const taken = takeOver ? await takeOverSafe(db, writer, realm, { deletions: false }) : [];
      await db.pulledItem.deleteMany({ where: { pullId } });
      const done = await db.pull.update({
        where: { id: pullId },
        data: {
          state: 'finished',
          finishedAt: new Date(),
          ...(notice && { error: JSON.parse(JSON.stringify(notice)) }),
        },
      });
      writer.tell({
        action: 'lava.pull',
        details: { connections: done.connections, jobs: done.jobs, takenOver: taken.length },
      });
      await writer.finish();
    },
    { timeout: TRANSACTION_MS },
  );
}

/** Another pull began because this one seemed to be over: it counts no more. */
function superseded(): ServiceError {
  return new ServiceError('CONFLICT', 'The pull took so long that another one took its place.', {
    hint: 'What is shown is what the other one found.',
  });
}

async function recordItems(db: Db, realm: LavaRealm, pullId: string): Promise<void> {
  await db.$executeRaw`
    create temporary table pulled on commit drop as
    select distinct on (i."key") i."key", i."item", i."hash", i."problem"
    from "PulledItem" p, json_to_recordset(p."item") as i("key" text, "item" text, "hash" text, "problem" text)
    where p."pullId" = ${pullId}::uuid and p."kind" = 'connection'`;
  await db.$executeRaw`
    insert into "LavaItem" ("id", "realmId", "connId", "now", "nowHash", "problem", "lookedAt")
    select gen_random_uuid(), ${realm.id}::uuid, p."key", p."item"::json, p."hash", p."problem", now() from pulled p
    on conflict ("realmId", "connId") do update
    set "now" = excluded."now", "nowHash" = excluded."nowHash", "problem" = excluded."problem",
      "lookedAt" = excluded."lookedAt"`;
  await db.$executeRaw`
    update "LavaItem" l set "now" = null, "nowHash" = null, "problem" = null, "lookedAt" = now()
    where l."realmId" = ${realm.id}::uuid and l."nowHash" is not null
      and not exists (select 1 from pulled p where p."key" = l."connId")`;
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
  await db.lavaJob.deleteMany({ where: { realmId: realm.id } });
  const pages = await db.pulledItem.findMany({ where: { pullId, kind: 'job' }, select: { id: true } });
  for (const { id } of pages) {
    const rows = await db.$queryRaw<{ item: string }[]>`
      select i."item" from "PulledItem" p, json_to_recordset(p."item") as i("item" text) where p."id" = ${id}::uuid`;
    await db.lavaJob.createMany({
      data: rows.flatMap(({ item }) => {
        const job: LavaJobFacts = JSON.parse(item);
        return [{ ...job, realmId: realm.id }];
      }),
      skipDuplicates: true,
    });
  }
}
