import type { Spec } from '../../connectors/spec';
import type { Prisma } from '../../db/prisma';

/** A stored spec. What was stored was an object; anything else means that the row was changed from outside. */
export function asSpec(stored: Prisma.JsonValue | Spec): Spec {
  if (stored === null || typeof stored !== 'object' || Array.isArray(stored)) {
    throw new Error('A stored spec is not an object.');
  }
  return stored;
}

/** The spec as Prisma takes it: plain JSON, its keys in their order. */
export function toStored(spec: Spec): Prisma.InputJsonObject {
  return JSON.parse(JSON.stringify(spec));
}
