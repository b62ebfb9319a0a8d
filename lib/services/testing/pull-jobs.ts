import { jobOf } from '../../connectors/lava-job';
import { prisma } from '../../db/prisma';

/** Leaves the realm as a completed reading of lava's tables with these jobs would. Returns when it was. */
export async function pullJobs(realmName: string, items: readonly unknown[]): Promise<string> {
  const { id: realmId } = await prisma().realm.update({
    where: { name: realmName },
    data: { jobsTable: `lava.${realmName}.jobs` },
  });
  await prisma().lavaJob.deleteMany({ where: { realmId } });
  await prisma().lavaJob.createMany({ data: items.map((item) => ({ realmId, ...jobOf(item) })) });
  const now = new Date();
  await prisma().pull.create({
    data: {
      realmId,
      state: 'finished',
      startedAt: now,
      beatAt: now,
      finishedAt: now,
      jobs: items.length,
      actor: 'test',
    },
  });
  return now.toISOString();
}
