import type { LavaItem } from '../../connectors/lava-item';
import type { Prisma } from '../../db/prisma';

/** A stored item. What was stored came from DynamoDB; anything else means that the row was changed from outside. */
export function asItem(stored: Prisma.JsonValue): LavaItem {
  if (stored === null || typeof stored !== 'object' || Array.isArray(stored)) {
    throw new Error('A stored item is not an object.');
  }
  // Only pulls and publications write these, from items: checking every attribute at every reading would tell nothing new.
  return stored as unknown as LavaItem;
}

/** An item as Prisma takes it. */
export function toStoredItem(item: LavaItem): Prisma.InputJsonObject {
  return JSON.parse(JSON.stringify(item));
}
