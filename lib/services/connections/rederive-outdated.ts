import { createPrisma } from '../../db/prisma';
import { DERIVATION } from './derive-columns';
import { rederiveConnections } from './rederive-connections';

/**
 * Brings columns up to date that an earlier version of the product derived from the specs. Returns how many
 * connections were looked at; 0 when nothing is out of date.
 */
export async function rederiveOutdated(databaseUrl: string): Promise<number> {
  const client = createPrisma(databaseUrl);
  try {
    const outdated = await client.realm.findMany({
      where: { connections: { some: { derivation: { lt: DERIVATION } } } },
    });
    let looked = 0;
    for (const realm of outdated) {
      looked += await client.$transaction((db) => rederiveConnections(db, realm), { timeout: 300_000 });
    }
    return looked;
  } finally {
    await client.$disconnect();
  }
}
