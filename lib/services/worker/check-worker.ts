import { z } from 'zod';
import { policyFor, rolePoliciesFor } from '../../connectors/policy';
import type { Spec } from '../../connectors/spec';
import { prisma } from '../../db/prisma';
import { writeAuditEvent } from '../audit/write-audit-event';
import { authorise } from '../authorise';
import { findConnection } from '../connections/find-connection';
import { asSpec } from '../connections/stored-spec';
import { validateSpec } from '../connections/validate-spec';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { parseInput } from '../parse-input';
import { uncachedAws } from '../runtime';
import { assertTestingOn } from '../settings/testing-switch';
import { limitTests } from '../tests/limit-tests';
import { checkRole, resolveWith, type Subject } from './check-role';
import type { WorkerCheck } from './worker-check';
import { workgroupArnOf } from './workgroup-arn';

/** What checking takes: a saved connection, or the draft of a change to one. */
export const checkWorkerInput = z.union([
  z.strictObject({ realm: z.string(), connId: z.string() }),
  z.strictObject({ realm: z.string(), draft: z.record(z.string(), z.json()), draftOf: z.string() }),
]);

const DEADLINE_MS = 20_000;

/**
 * Tells whether the realm's workers could log in with a connection: for each worker role what resolving it as that
 * role comes to, beside the console's own. Where a role may not be assumed, and of an IAM user always, IAM simulates the
 * policies, and those of the role that the connection assumes from there. Nothing is dialled, no credential is kept or
 * cached.
 *
 * @throws {ServiceError} NOT_FOUND, FORBIDDEN, INVALID_INPUT also when the realm names no worker role, TOO_MANY,
 * UNAVAILABLE while testing is switched off
 */
export async function checkWorker(
  context: ServiceContext,
  input: z.input<typeof checkWorkerInput>,
): Promise<WorkerCheck> {
  const parsed = parseInput(checkWorkerInput, input);
  const isDraft = 'draft' in parsed;
  // A draft may name any parameter or secret, which the roles would then read.
  const realm = await authorise(context, isDraft ? 'connection:write' : 'connection:test', parsed.realm);
  const connId = isDraft ? parsed.draftOf : parsed.connId;
  const stored = asSpec((await findConnection(prisma(), realm, connId)).spec);
  const spec: Spec = isDraft ? validateSpec(parsed.draft, realm.name, stored) : stored;
  if (realm.workerRoleArns.length === 0) {
    throw new ServiceError('INVALID_INPUT', `The realm ${realm.name} names no worker role.`, {
      hint: 'Add the roles that its workers run as to the settings of the realm.',
    });
  }
  const about = { realm: realm.name, target: connId, action: 'connection.check-worker' };
  await assertTestingOn(context, about);
  await limitTests(context, realm);
  const details = { roles: realm.workerRoleArns, draft: isDraft };
  await writeAuditEvent(prisma(), context, { ...about, outcome: 'started', details });

  const { name, account, region, kmsAlias } = realm;
  const signal = AbortSignal.timeout(DEADLINE_MS);
  const workgroupArn = await workgroupArnOf(realm, spec, signal);
  const where = { realm: name, account, region, kmsAlias, workgroupArn };
  const role = rolePoliciesFor(spec, where);
  const subject: Subject = {
    realm,
    spec,
    policy: policyFor(spec, where),
    assumed: role ? { roleArn: String(spec.role_arn), policy: role.permissions } : null,
    signal,
  };
  const [dashboard, ...roles] = await Promise.all([
    resolveWith(uncachedAws(realm), subject),
    ...realm.workerRoleArns.map((roleArn) => checkRole(roleArn, subject)),
  ]);
  const allCan = roles.every((role) => role.how !== 'unknown' && role.verdict === 'yes');
  await writeAuditEvent(prisma(), context, { ...about, outcome: allCan ? 'done' : 'failed', details });
  return { checkedAt: new Date().toISOString(), dashboard, roles };
}
