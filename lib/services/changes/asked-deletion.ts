import type { Db, Prisma } from '../../db/prisma';
import { type DeletedRow, deletedConnections } from '../connections/deleted-connections';
import { contentHash } from '../connections/spec-hash';
import { asSpec } from '../connections/stored-spec';

type RequestRow = Prisma.ChangeRequestGetPayload<object>;

/** The deletion that a request asks to take back; undefined: it is not on record any more. */
export async function askedDeletion(
  db: Db,
  { realmId, connId, baseVersion, spec }: Pick<RequestRow, 'realmId' | 'connId' | 'baseVersion' | 'spec'>,
): Promise<DeletedRow | undefined> {
  if (spec === null) return undefined;
  const asked = contentHash(asSpec(spec));
  const rows = await deletedConnections(db, { id: realmId }, { connIds: [connId] });
  return rows.find((row) => row.version === baseVersion && contentHash(asSpec(row.spec)) === asked);
}
