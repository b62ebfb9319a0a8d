import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { changedTarget } from '../../connectors/same-target';
import { prisma } from '../../db/prisma';
import { writeAuditEvent } from '../audit/write-audit-event';
import { authorise } from '../authorise';
import { findConnection } from '../connections/find-connection';
import { asSpec } from '../connections/stored-spec';
import { validateSpec } from '../connections/validate-spec';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { parseInput } from '../parse-input';
import { runtime } from '../runtime';
import { assertTestingOn, testingRefusal } from '../settings/testing-switch';
import { authoriseReferences } from './authorise-references';
import { limitTests } from './limit-tests';
import { runTest } from './run-test';
import { lockTests, takePlace } from './test-places';

/** What testing takes: a saved connection, or a draft (of the connection it would change, when there is one). */
export const startTestInput = z.union([
  z.strictObject({ realm: z.string(), connId: z.string(), fresh: z.boolean().optional() }),
  z.strictObject({
    realm: z.string(),
    draft: z.record(z.string(), z.json()),
    draftOf: z.string().optional(),
  }),
]);

/**
 * Starts a test and returns its id at once; the stages are read with `getRun`. `fresh`: temporary credentials are
 * minted anew. A draft whose target differs from the stored connection takes the permission to write, since it sends
 * credentials to a place they were not saved for; parameters and secrets of another realm take the same there.
 *
 * @throws {ServiceError} NOT_FOUND, FORBIDDEN, INVALID_INPUT, TOO_MANY, UNAVAILABLE while testing is switched off
 */
export async function startTest(
  context: ServiceContext,
  input: z.input<typeof startTestInput>,
): Promise<{ readonly runId: string }> {
  const parsed = parseInput(startTestInput, input);
  const realm = await authorise(context, 'connection:test', parsed.realm);
  const isDraft = 'draft' in parsed;
  const storedId = isDraft ? parsed.draftOf : parsed.connId;
  const stored = storedId === undefined ? null : await findConnection(prisma(), realm, storedId);
  const spec = isDraft
    ? validateSpec(parsed.draft, realm.name, stored ? asSpec(stored.spec) : undefined)
    : asSpec(stored?.spec ?? {});
  // Else the run of one connection would stand in the history of another, past the limit of one test for each.
  if (isDraft && stored && spec.conn_id !== stored.connId) throw ofAnother(stored.connId);
  const fields = isDraft && stored ? changedTarget(asSpec(stored.spec), spec) : [];
  const elsewhere = isDraft && (!stored || fields.length > 0);
  const permission = elsewhere ? 'connection:write' : 'connection:test';
  if (elsewhere) await authorise(context, permission, parsed.realm);
  await authoriseReferences(context, permission, spec, realm.name);

  const connId = String(spec.conn_id ?? storedId);
  const action = isDraft ? 'connection.test-draft' : 'connection.test';
  const attempt = { action, realm: realm.name, target: connId };
  await assertTestingOn(context, attempt);
  await limitTests(context, realm);
  const running = runtime().tests.begin({
    id: randomUUID(),
    realmId: realm.id,
    connId,
    draft: isDraft,
    startedAt: new Date().toISOString(),
  });
  try {
    const off = await prisma().$transaction(async (db) => {
      await lockTests(db);
      // Again: whoever switches testing off from here on cancels this one, too.
      const refusal = await testingRefusal(db, context, attempt);
      if (refusal) return refusal;
      await takePlace(db, running);
      await writeAuditEvent(db, context, {
        ...attempt,
        outcome: 'started',
        details: {
          runId: running.id,
          ...(elsewhere && {
            changedTarget: {
              host: String(spec.host ?? ''),
              port: String(spec.port ?? ''),
              fields: [...fields],
            },
          }),
        },
      });
      return null;
    });
    if (off) throw off;
  } catch (error) {
    runtime().tests.end(running);
    throw error;
  }
  void runTest(context, {
    realm,
    spec,
    running,
    stored: isDraft || !stored ? null : { id: stored.id, version: stored.version },
    fresh: !isDraft && parsed.fresh === true,
  });
  return { runId: running.id };
}

function ofAnother(connId: string): ServiceError {
  const message = `This draft is to be one of "${connId}": its conn_id must be the same.`;
  return new ServiceError('INVALID_INPUT', message, { problems: [{ path: 'conn_id', message }] });
}
