import type { Spec } from '../../connectors/spec';
import { changedFields, type FieldChange } from '../../connectors/spec-diff';
import type { Db } from '../../db/prisma';
import { contentHash } from '../connections/spec-hash';
import { asSpec } from '../connections/stored-spec';

/** A stored connection as far as files are compared with it. */
export interface StoredConnection {
  readonly id: string;
  readonly version: number;
  readonly spec: Spec;
}

/** Bound parameters of one query, well below PostgreSQL's 65,535. */
const AT_ONCE = 5000;

/** The realm's connections of these identifiers, by identifier. */
export async function storedConnections(
  db: Db,
  realmId: string,
  connIds: readonly string[],
): Promise<Map<string, StoredConnection>> {
  const stored = new Map<string, StoredConnection>();
  for (let start = 0; start < connIds.length; start += AT_ONCE) {
    const rows = await db.connection.findMany({
      where: { realmId, connId: { in: connIds.slice(start, start + AT_ONCE) } },
      select: { id: true, connId: true, version: true, spec: true },
    });
    for (const { id, connId, version, spec } of rows) stored.set(connId, { id, version, spec: asSpec(spec) });
  }
  return stored;
}

/** The fields whose content differs; another order of keys is no difference. */
export function contentChanges(before: Spec, after: Spec): FieldChange[] {
  return changedFields(before, after).filter(
    (change) =>
      !('before' in change && 'after' in change) || contentHash(change.before) !== contentHash(change.after),
  );
}
