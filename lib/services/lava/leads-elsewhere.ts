import type { Prisma } from '../../db/prisma';

/** Where lava's table of connections is: what was seen elsewhere says nothing of it. */
const PLACE = ['account', 'region', 'roleArn', 'connectionsTable'] as const;

type Place = Pick<Prisma.RealmGetPayload<object>, (typeof PLACE)[number]>;

/** Whether a realm's settings lead to another table of connections than before. */
export function leadsElsewhere(before: Place, after: Place): boolean {
  return PLACE.some((field) => before[field] !== after[field]);
}
