import type { Db } from '../../db/prisma';

/**
 * When the realm's jobs were last read from lava, ISO 8601. Null when they are not known: no jobs table is set, or no
 * reading was ever completed. Nothing may be called unused then.
 */
export async function jobsReadAt(
  db: Db,
  realm: { readonly id: string; readonly jobsTable: string | null },
): Promise<string | null> {
  if (realm.jobsTable === null) return null;
  const pull = await db.pull.findFirst({
    where: { realmId: realm.id, state: 'finished', jobs: { not: null } },
    orderBy: { startedAt: 'desc' },
  });
  return pull && (pull.finishedAt ?? pull.startedAt).toISOString();
}
