import { prisma } from '../../db/prisma';
import { authorise } from '../authorise';
import type { ServiceContext } from '../context';
import type { BrokenJobDto, BrokenJobsDto } from './job-dto';
import { jobsReadAt } from './jobs-read-at';

const NONE = { jobs: 0, enabled: 0, broken: 0, brokenEnabled: 0 };

/**
 * The jobs that name a connection which is missing here or disabled, a row for each such connection, and how many jobs
 * there are. None while the realm's jobs are not known.
 *
 * @throws {ServiceError} NOT_FOUND
 */
export async function brokenJobs(context: ServiceContext, realmName: string): Promise<BrokenJobsDto> {
  const realm = await authorise(context, 'connection:read', realmName);
  const readAt = await jobsReadAt(prisma(), realm);
  if (readAt === null) return { readAt, jobs: [], figures: NONE };
  const [jobs, [counted]] = await Promise.all([
    prisma().$queryRaw<BrokenJobDto[]>`
      select j."jobId", j."type", j."enabled", j."description", j."owner", j."schedule", j."worker", j."dispatcher",
        n."connId",
        case when c."id" is not null then 'disabled' when i."nowHash" is not null then 'not-taken-over' else 'missing' end
          as "problem"
      from "LavaJob" j
      cross join lateral unnest(j."connIds") as n("connId")
      left join "Connection" c on c."realmId" = j."realmId" and c."connId" = n."connId"
      left join "LavaItem" i on i."realmId" = j."realmId" and i."connId" = n."connId"
      where j."realmId" = ${realm.id}::uuid and (c."id" is null or not c."enabled")
      order by j."enabled" desc, lower(j."jobId"), j."jobId", n."connId"`,
    prisma().$queryRaw<{ jobs: number; enabled: number }[]>`
      select count(*)::int as "jobs", (count(*) filter (where j."enabled"))::int as "enabled"
      from "LavaJob" j where j."realmId" = ${realm.id}::uuid`,
  ]);
  return {
    readAt,
    jobs,
    figures: {
      ...NONE,
      ...counted,
      broken: distinct(jobs),
      brokenEnabled: distinct(jobs.filter(({ enabled }) => enabled)),
    },
  };
}

function distinct(jobs: readonly BrokenJobDto[]): number {
  return new Set(jobs.map(({ jobId }) => jobId)).size;
}
