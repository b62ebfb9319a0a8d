import type { Db } from '../../db/prisma';
import type { JobCount } from '../../listing/connection-row';
import { jobsReadAt } from './jobs-read-at';

/**
 * How many jobs use each of the connections; those without any are left out. Null when the realm's jobs are not known.
 */
export async function countJobs(
  db: Db,
  realm: { readonly id: string; readonly jobsTable: string | null },
  connIds: readonly string[],
): Promise<readonly JobCount[] | null> {
  if ((await jobsReadAt(db, realm)) === null) return null;
  if (connIds.length === 0) return [];
  // One pass over the jobs: a look into the index for each connection of the page takes several times as long.
  return db.$queryRaw<JobCount[]>`
    select n."connId", count(*)::int as "jobs", (count(*) filter (where j."enabled"))::int as "enabled"
    from "LavaJob" j cross join lateral unnest(j."connIds") as n("connId")
    where j."realmId" = ${realm.id}::uuid and n."connId" in (select unnest(${[...connIds]}::text[]))
    group by 1 order by 1`;
}
