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

/** The newest versions of a connection, 500 at most, and how many are kept in all. */
export interface VersionsDto {
  readonly versions: readonly VersionDto[];
  readonly total: number;
}

/** The saved versions of a connection, newest first. @throws {ServiceError} NOT_FOUND */
export async function listVersions(
  context: ServiceContext,
  realmName: string,
  connId: string,
): Promise<VersionsDto> {
  const realm = await authorise(context, 'connection:read', realmName);
  const { id } = await findConnection(prisma(), realm, connId);
  const where = { connectionId: id };
  const [rows, total] = await Promise.all([
    prisma().connectionVersion.findMany({ where, orderBy: { version: 'desc' }, take: NEWEST }),
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
