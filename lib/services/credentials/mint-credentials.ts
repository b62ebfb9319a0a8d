import { z } from 'zod';
import type { StageResult } from '../../connectors/stage';
import { prisma } from '../../db/prisma';
import { resolveConnection } from '../../resolution/resolve-connection';
import { writeAuditEvent } from '../audit/write-audit-event';
import { authorise } from '../authorise';
import { findConnection } from '../connections/find-connection';
import { asSpec } from '../connections/stored-spec';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { parseInput } from '../parse-input';
import { cachedAws, runtime } from '../runtime';
import { assertTestingOn } from '../settings/testing-switch';
import { limitTests } from '../tests/limit-tests';
import { recordMinted } from './record-minted';
import { renewExpiry } from './renew-expiry';

/** What minting takes. */
export const mintCredentialsInput = z.strictObject({ realm: z.string(), connId: z.string() });

const DEADLINE_MS = 15_000;

/**
 * Obtains new temporary credentials for a connection, without dialling its database. They replace those in the
 * cache. Returns when they end.
 *
 * @throws {ServiceError} NOT_FOUND, FORBIDDEN, INVALID_INPUT when the connection does not log in with temporary
 * credentials, TOO_MANY, UNAVAILABLE while testing is switched off, or with the stage's own words when
 * AWS refused
 */
export async function mintCredentials(
  context: ServiceContext,
  input: z.input<typeof mintCredentialsInput>,
): Promise<{ readonly expiresAt: string }> {
  const { realm: realmName, connId } = parseInput(mintCredentialsInput, input);
  const realm = await authorise(context, 'credential:mint', realmName);
  const connection = await findConnection(prisma(), realm, connId);
  if (connection.loginMethod === 'rds-token') {
    throw new ServiceError(
      'INVALID_INPUT',
      `${connId} logs in with RDS tokens, which are not minted ahead.`,
      {
        hint: 'A token is signed for every login, without asking AWS. Test the connection to see whether RDS takes one.',
      },
    );
  }
  if (connection.loginMethod !== 'iam') {
    throw new ServiceError('INVALID_INPUT', `${connId} does not log in with temporary credentials.`);
  }
  await assertTestingOn(context, { action: 'credential.mint', realm: realm.name, target: connId });
  await limitTests(context, realm);
  await writeAuditEvent(prisma(), context, {
    action: 'credential.mint',
    realm: realm.name,
    target: connId,
    outcome: 'started',
  });
  const spec = asSpec(connection.spec);
  const steps = resolveConnection(spec, {
    aws: cachedAws(realm, { fresh: true }),
    signal: AbortSignal.timeout(DEADLINE_MS),
    now: runtime().now,
    realm: realm.name,
    region: realm.region,
    defaultDuration: realm.passwordDuration,
    continueWhenDisabled: true,
  });
  let step = await steps.next();
  while (!step.done) step = await steps.next();
  const resolution = step.value;
  if (!resolution.ok) {
    const { stage, code } = resolution.failed;
    await writeAuditEvent(prisma(), context, {
      action: 'credential.mint',
      realm: realm.name,
      target: connId,
      outcome: 'failed',
      details: { stage, code: code ?? null },
    });
    throw refusal(resolution.failed);
  }
  const { credentials } = resolution;
  const { expiresAt } = credentials;
  if (!expiresAt) throw new ServiceError('INVALID_INPUT', `${connId} did not receive temporary credentials.`);
  return prisma().$transaction(async (db) => {
    await renewExpiry(db, realm, { connId, spec, credentials });
    await recordMinted(db, context, { realm, connection, runId: null, connId, credentials });
    await writeAuditEvent(db, context, {
      action: 'credential.mint',
      realm: realm.name,
      target: connId,
      details: { expiresAt: expiresAt.toISOString() },
    });
    return { expiresAt: expiresAt.toISOString() };
  });
}

function refusal(failed: StageResult): ServiceError {
  return new ServiceError('UNAVAILABLE', failed.message ?? `It failed at ${failed.stage}.`, {
    ...(failed.hint && { hint: failed.hint }),
  });
}
