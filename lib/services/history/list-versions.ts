import { redactSpec } from '../../connectors/redact';
import type { Spec } from '../../connectors/spec';
import { prisma } from '../../db/prisma';
import { authorise } from '../authorise';
import { deletedConnections } from '../connections/deleted-connections';
import { findConnection } from '../connections/find-connection';
import { asSpec } from '../connections/stored-spec';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';

/** One saved state of a connection. */
export interface VersionDto {
  readonly version: number;
  /** What led to it, e.g. `update`; `known`: it was there when the history began. */
  readonly action: string;
  readonly spec: Spec;
  readonly note: string | null;
  readonly at: string;
  readonly actor: string;
}

const AT_ONCE = 500;

/** Which versions are asked for. */
interface Which {
  /** The id of a deleted connection that had the name; else the one that has it is meant, or the last. */
  readonly deleted?: string | undefined;
  /** Only older ones than this. */
  readonly before?: number | undefined;
}

/** Versions of a connection, 500 at most, and how many are kept in all. */
export interface VersionsDto {
  readonly versions: readonly VersionDto[];
  readonly total: number;
}

/**
 * The saved versions of a connection, newest first; of a deleted one as long as it can be restored.
 *
 * @throws {ServiceError} NOT_FOUND
 */
export async function listVersions(
  context: ServiceContext,
  realmName: string,
  connId: string,
  { deleted, before }: Which = {},
): Promise<VersionsDto> {
  const realm = await authorise(context, 'connection:read', realmName);
  const where = { connectionId: await idOf(realm, connId, deleted) };
  const [rows, total] = await Promise.all([
    prisma().connectionVersion.findMany({
      where: { ...where, ...(before !== undefined && { version: { lt: before } }) },
      orderBy: { version: 'desc' },
      take: AT_ONCE,
    }),
    prisma().connectionVersion.count({ where }),
  ]);
  const versions = rows.map(({ version, action, spec, note, at, actor }) => ({
    version,
    action,
    spec: redactSpec(asSpec(spec)),
    note,
    at: at.toISOString(),
    actor,
  }));
  return { versions, total };
}

async function idOf(
  realm: { readonly id: string; readonly name: string },
  connId: string,
  deleted: string | undefined,
): Promise<string> {
  const kept = () => deletedConnections(prisma(), realm, { connIds: [connId] });
  if (deleted === undefined) {
    const { id } = await findConnection(prisma(), realm, connId).catch(async (error) => {
      const [last] = await kept();
      if (!last) throw error;
      return { id: last.connectionId };
    });
    return id;
  }
  const found = (await kept()).find(({ connectionId }) => connectionId === deleted);
  if (found) return found.connectionId;
  throw new ServiceError('NOT_FOUND', `"${connId.slice(0, 80)}" cannot be restored any more.`, {
    hint: 'It may have been restored already. Go back to the list of deleted connections.',
  });
}
