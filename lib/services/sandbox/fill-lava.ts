import { jsonOf, type LavaItem } from '../../connectors/lava-item';
import { jobOf } from '../../connectors/lava-job';
import type { Db } from '../../db/prisma';
import { pulledItem } from '../lava/pulled-item';
import { toStoredItem } from '../lava/stored-item';

/** lava's tables of one realm of the sandbox. */
export interface LavaExample {
  readonly realm: string;
  readonly connectionsTable: string;
  readonly jobsTable: string;
  readonly items: readonly LavaItem[];
  readonly seen: readonly LavaItem[];
  readonly jobs: readonly LavaItem[];
}

/** Joins a new realm of the sandbox to its lava, as if it had been pulled just now. */
export async function fillLava(db: Db, actor: string, example: LavaExample): Promise<void> {
  const { connectionsTable, jobsTable } = example;
  const realm = await db.realm.update({
    where: { name: example.realm },
    data: { connectionsTable, jobsTable },
  });
  const now = new Map(example.items.map(pulledItem).map((item) => [item.key, item]));
  const seen = new Map(example.seen.map(pulledItem).map((item) => [item.key, item]));
  const at = new Date();
  await db.lavaItem.createMany({
    data: [...new Set([...now.keys(), ...seen.keys()])].map((connId) => {
      const there = now.get(connId);
      const agreed = seen.get(connId);
      return {
        realmId: realm.id,
        connId,
        lookedAt: at,
        ...(agreed && { seen: toStoredItem(agreed.item), seenHash: agreed.hash }),
        ...(there && { now: toStoredItem(there.item), nowHash: there.hash, problem: there.problem }),
      };
    }),
  });
  await db.lavaJob.createMany({
    data: example.jobs.flatMap((item) => {
      const read = jsonOf(item);
      if (!read.ok) return [];
      const { connIds, ...job } = jobOf(read.value);
      return [{ ...job, realmId: realm.id, connIds: [...connIds] }];
    }),
  });
  await db.pull.create({
    data: {
      realmId: realm.id,
      state: 'finished',
      startedAt: at,
      beatAt: at,
      finishedAt: at,
      connections: example.items.length,
      jobs: example.jobs.length,
      actor,
    },
  });
}
