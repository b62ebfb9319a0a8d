import { findingsOf } from '../../connectors/findings';
import { redactSpec } from '../../connectors/redact';
import { changedFields } from '../../connectors/spec-diff';
import { prisma } from '../../db/prisma';
import { authorise } from '../authorise';
import { findingContext } from '../connections/finding-context';
import { asSpec } from '../connections/stored-spec';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { readThreeWay } from '../lava/three-way';
import { newestRunOf } from '../tests/get-run';
import { barredAsker } from './barred-asker';
import type { ChangeRequestDetail } from './change-dto';
import { toChangeRequestDto } from './change-request-dto';
import { findRequest } from './find-request';
import { staleReason } from './stale-reason';

/** One request with its differences, findings and the last test of exactly what is asked for. @throws {ServiceError} NOT_FOUND */
export async function getRequest(
  context: ServiceContext,
  realmName: string,
  id: string,
): Promise<ChangeRequestDetail> {
  const realm = await authorise(context, 'connection:read', realmName);
  const request = await findRequest(prisma(), realm, id);
  const { connId } = request;
  const current = await prisma().connection.findUnique({
    where: { realmId_connId: { realmId: realm.id, connId } },
  });
  const spec = request.spec === null ? null : asSpec(request.spec);
  const isOpen = request.state === 'open';
  const { connectionsTable } = realm;
  return {
    ...toChangeRequestDto(request, context),
    barred: isOpen ? await barredAsker(prisma(), realm, request) : null,
    stale: isOpen ? await staleReason(prisma(), request, current) : null,
    changes:
      isOpen && request.action !== 'publish'
        ? changedFields(redactSpec(current ? asSpec(current.spec) : {}), redactSpec(spec ?? {}))
        : [],
    spec: spec && redactSpec(spec),
    findings: spec ? findingsOf(spec, await findingContext(prisma(), realm, spec)) : [],
    lastRun: spec && (await newestRunOf(context, realm.name, spec)),
    version: current?.version ?? null,
    sides:
      isOpen && request.action === 'publish' && connectionsTable !== null
        ? await readThreeWay(prisma(), { ...realm, connectionsTable }, connId).catch(absent)
        : null,
  };
}

/** Gone on both sides meanwhile: there is nothing to compare. */
function absent(error: unknown): null {
  if (error instanceof ServiceError && error.code === 'NOT_FOUND') return null;
  throw error;
}
