import { redactSpec } from '../../connectors/redact';
import type { Spec } from '../../connectors/spec';
import { prisma } from '../../db/prisma';
import { authorise } from '../authorise';
import { findConnection } from '../connections/find-connection';
import { asSpec } from '../connections/stored-spec';
import type { ServiceContext } from '../context';

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

const NEWEST = 500;

/** The saved versions of a connection, newest first, 500 at most. @throws {ServiceError} NOT_FOUND */
export async function listVersions(
  context: ServiceContext,
  realmName: string,
  connId: string,
): Promise<readonly VersionDto[]> {
  const realm = await authorise(context, 'connection:read', realmName);
  const { id } = await findConnection(prisma(), realm, connId);
  const rows = await prisma().connectionVersion.findMany({
    where: { connectionId: id },
    orderBy: { version: 'desc' },
    take: NEWEST,
  });
  return rows.map(({ version, action, spec, note, at, actor }) => ({
    version,
    action,
    spec: redactSpec(asSpec(spec)),
    note,
    at: at.toISOString(),
    actor,
  }));
}
