import { prisma, Sql } from '../../db/prisma';
import { QUICK_FILTERS, type QuickFigures } from '../../listing/quick-filters';
import { authorise } from '../authorise';
import type { ServiceContext } from '../context';
import { jobsReadAt } from '../jobs/jobs-read-at';
import { filterSql } from './filter-sql';

/** How many connections of the realm each quick filter would show. @throws {ServiceError} NOT_FOUND */
export async function quickFigures(context: ServiceContext, realmName: string): Promise<QuickFigures> {
  const realm = await authorise(context, 'connection:read', realmName);
  const jobsKnown = (await jobsReadAt(prisma(), realm)) !== null;
  const counts = QUICK_FILTERS.filter(({ needsJobs }) => jobsKnown || !needsJobs).map(
    ({ id, query }) => Sql.sql`${id}::text, count(*) filter (where ${filterSql(realm.id, query)})`,
  );
  const rows = await prisma().$queryRaw<{ figures: Record<string, number> }[]>`
    select json_build_object(${Sql.join(counts)}) as "figures"
    from "Connection" c where c."realmId" = ${realm.id}::uuid`;
  return rows[0]?.figures ?? {};
}
