import { prisma } from '../../db/prisma';
import type { LavaRealm } from './lava-realm';
import { leadsElsewhere } from './leads-elsewhere';
import type { Published } from './publish-item';

/** What becomes of the rest of a publication since the realm's settings were changed; null: they allow it still. */
export async function barredSince(begun: LavaRealm): Promise<Published | null> {
  const realm = await prisma().realm.findUniqueOrThrow({ where: { id: begun.id } });
  if (leadsElsewhere(begun, realm)) {
    return {
      state: 'refused',
      code: 'MOVED',
      message: `${realm.name} was made to lead to another table while this was published.`,
      hint: 'It was not written any more. Pull, review it again, then publish.',
    };
  }
  // One that was approved began when the realm took four eyes already.
  if (realm.fourEyes && !begun.fourEyes) {
    return {
      state: 'failed',
      code: 'STOPPED',
      message: `${realm.name} was made to take four eyes while this was published.`,
      hint: 'It was not written any more. Try the rest again: then it waits for another editor.',
    };
  }
  if (realm.readOnly) {
    return {
      state: 'failed',
      code: 'STOPPED',
      message: `${realm.name} was made read-only while this was published.`,
      hint: 'It was not written any more. An admin can allow publishing in the settings of the realm.',
    };
  }
  return null;
}
