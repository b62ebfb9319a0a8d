import type { Db, Prisma } from '../../db/prisma';
import { leadsElsewhere } from './leads-elsewhere';

type RealmRow = Prisma.RealmGetPayload<object>;

/**
 * Forgets what was seen of lava's tables when a realm's settings lead to other ones. Connections stay; the next pull
 * compares them anew.
 */
export async function forgetLava(db: Db, before: RealmRow, after: RealmRow): Promise<void> {
  const moved = leadsElsewhere(before, after);
  if (moved) await db.lavaItem.deleteMany({ where: { realmId: after.id } });
  if (moved || before.jobsTable !== after.jobsTable) {
    await db.lavaJob.deleteMany({ where: { realmId: after.id } });
    await db.pull.updateMany({ where: { realmId: after.id }, data: { jobs: null } });
  }
  if (moved) await db.pull.deleteMany({ where: { realmId: after.id } });
}
