import { z } from 'zod';
import { prisma } from '../../db/prisma';
import { writeAuditEvent } from '../audit/write-audit-event';
import { authorise } from '../authorise';
import { rederiveConnections } from '../connections/rederive-connections';
import type { ServiceContext } from '../context';
import { parseInput } from '../parse-input';
import { followed } from '../progress/followed';
import { progressIdInput } from '../progress/get-progress';
import { realmReads } from '../runtime';
import { describeReferences } from './describe-references';

/** What refreshing takes; by the id the page follows how far it is. */
export const refreshReferencesInput = z.strictObject({
  realm: z.string(),
  progressId: progressIdInput.optional(),
});

const DEADLINE_MS = 60_000;

/** How many references were asked about, how many of them may not be looked at, and how many got no answer. */
export interface Refreshed {
  readonly parameters: number;
  readonly secrets: number;
  readonly denied: number;
  readonly failed: number;
}

/**
 * Asks AWS about every SSM parameter and secret that the realm's connections name, without reading a value, and
 * keeps the answers. What may not be read is kept as `denied` with the missing permission; where AWS gave no answer,
 * what was known before stays.
 *
 * @throws {ServiceError} NOT_FOUND, FORBIDDEN, INVALID_INPUT
 */
export async function refreshReferences(
  context: ServiceContext,
  input: z.input<typeof refreshReferencesInput>,
): Promise<Refreshed> {
  const { realm: realmName, progressId } = parseInput(refreshReferencesInput, input);
  const realm = await authorise(context, 'connection:test', realmName);
  const connections = await prisma().connection.findMany({
    where: { realmId: realm.id },
    select: { parameterName: true, secretId: true },
  });
  const distinct = (values: readonly (string | null)[]) => [
    ...new Set(values.filter((value) => value !== null)),
  ];
  const parameters = distinct(connections.map((connection) => connection.parameterName));
  const secrets = distinct(connections.map((connection) => connection.secretId));
  const total = parameters.length + secrets.length;
  const answers = await followed(realm, progressId, total, (onDone) =>
    describeReferences(realmReads(realm), { parameters, secrets }, AbortSignal.timeout(DEADLINE_MS), onDone),
  );
  await prisma().$transaction(
    async (db) => {
      for (const facts of answers) {
        const { kind, name } = facts;
        await db.reference.upsert({
          where: { realmId_kind_name: { realmId: realm.id, kind, name } },
          create: { ...facts, realmId: realm.id },
          update: facts,
        });
      }
      await rederiveConnections(db, realm, parameters);
      await writeAuditEvent(db, context, {
        action: 'references.refresh',
        realm: realm.name,
        details: { parameters: parameters.length, secrets: secrets.length },
      });
    },
    { timeout: 60_000 },
  );
  const count = (state: string) => answers.filter((facts) => facts.state === state).length;
  return {
    parameters: parameters.length,
    secrets: secrets.length,
    denied: count('denied'),
    failed: count('failed'),
  };
}
