import { findingsOf } from '../../connectors/findings';
import { redactSpec } from '../../connectors/redact';
import { prisma } from '../../db/prisma';
import { authorise } from '../authorise';
import type { ServiceContext } from '../context';
import type { ConnectionDto } from './connection-dto';
import { findConnection } from './find-connection';
import { findingContext } from './finding-context';
import { asSpec } from './stored-spec';

/** One connection of a realm; a password where a reference belongs is left out. @throws {ServiceError} NOT_FOUND */
export async function getConnection(
  context: ServiceContext,
  realmName: string,
  connId: string,
): Promise<ConnectionDto> {
  const realm = await authorise(context, 'connection:read', realmName);
  const row = await findConnection(prisma(), realm, connId);
  const spec = asSpec(row.spec);
  const told = await findingContext(prisma(), realm, spec);
  return {
    id: row.id,
    realm: realm.name,
    connId: row.connId,
    version: row.version,
    spec: redactSpec(spec),
    findings: findingsOf(spec, told),
    parameter: told.parameter,
    loginMethod: row.loginMethod,
    lastRunId: row.lastRunId,
    credentialExpiresAt: row.credentialExpiresAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdBy,
    updatedAt: row.updatedAt.toISOString(),
    updatedBy: row.updatedBy,
  };
}
