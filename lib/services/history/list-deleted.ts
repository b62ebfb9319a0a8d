import { prisma } from '../../db/prisma';
import { RESTORABLE_DAYS } from '../../listing/restorable-days';
import { authorise } from '../authorise';
import { deletedConnections } from '../connections/deleted-connections';
import { asSpec } from '../connections/stored-spec';
import type { ServiceContext } from '../context';

/** A connection that was deleted and can still be brought back. Several can have had one name. */
export interface DeletedDto {
  readonly connectionId: string;
  readonly connId: string;
  /** Of the deletion: the last of its versions. */
  readonly version: number;
  readonly type: string;
  readonly host: string;
  readonly owner: string;
  readonly deletedAt: string;
  readonly deletedBy: string;
  readonly note: string | null;
  /** When it is let go for good. */
  readonly until: string;
  /** Whether there is a connection of this name again: then it cannot come back. */
  readonly taken: boolean;
}

/** The newest of them, and how many there are in all. */
export interface DeletedListDto {
  readonly deleted: readonly DeletedDto[];
  readonly total: number;
}

const DAY_MS = 86_400_000;

/** What can be restored in a realm, the newest 1,000 deletions, newest first. @throws {ServiceError} NOT_FOUND */
export async function listDeleted(context: ServiceContext, realmName: string): Promise<DeletedListDto> {
  const realm = await authorise(context, 'connection:read', realmName);
  const rows = await deletedConnections(prisma(), realm);
  const deleted = rows.map(({ connectionId, connId, version, spec: stored, at, actor, note, taken }) => {
    const spec = asSpec(stored);
    return {
      connectionId,
      connId,
      version,
      type: textOf(spec.type),
      host: textOf(spec.host),
      owner: textOf(spec.owner),
      deletedAt: at.toISOString(),
      deletedBy: actor,
      note,
      until: new Date(at.getTime() + RESTORABLE_DAYS * DAY_MS).toISOString(),
      taken,
    };
  });
  return { deleted, total: rows[0]?.total ?? 0 };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
