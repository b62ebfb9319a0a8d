import pLimit from 'p-limit';
import { parameterName } from '../../connectors/references';
import type { Prisma } from '../../db/prisma';
import { prisma } from '../../db/prisma';
import { AwsRefusal } from '../../resolution/ports';
import { writeAuditEvent } from '../audit/write-audit-event';
import { authorise } from '../authorise';
import { rederiveConnections } from '../connections/rederive-connections';
import type { ServiceContext } from '../context';
import { realmReads } from '../runtime';

type Facts = Omit<Prisma.ReferenceUncheckedCreateInput, 'realmId' | 'id'>;

const DEADLINE_MS = 60_000;
/** Secrets Manager has no call for many secrets at once. */
const SECRETS_AT_ONCE = 5;

/**
 * Asks AWS about every SSM parameter and secret that the realm's connections name, without reading a value, and
 * keeps the answers. What may not be read is kept as `denied` with the missing permission.
 *
 * @throws {ServiceError} NOT_FOUND, FORBIDDEN
 */
export async function refreshReferences(
  context: ServiceContext,
  input: { readonly realm: string },
): Promise<{ readonly parameters: number; readonly secrets: number; readonly denied: number }> {
  const realm = await authorise(context, 'connection:test', input.realm);
  const connections = await prisma().connection.findMany({
    where: { realmId: realm.id },
    select: { parameterName: true, secretId: true },
  });
  const distinct = (values: readonly (string | null)[]) => [
    ...new Set(values.filter((value) => value !== null)),
  ];
  const parameterNames = distinct(connections.map((connection) => connection.parameterName));
  const secretIds = distinct(connections.map((connection) => connection.secretId));
  const signal = AbortSignal.timeout(DEADLINE_MS);
  const reads = realmReads(realm);
  const limit = pLimit(SECRETS_AT_ONCE);
  const [parameters, secrets] = await Promise.all([
    describeParameters(reads, parameterNames, signal),
    Promise.all(secretIds.map((secretId) => limit(() => describeSecret(reads, secretId, signal)))),
  ]);
  const all = [...parameters, ...secrets];
  await prisma().$transaction(
    async (db) => {
      for (const facts of all) {
        const { kind, name } = facts;
        await db.reference.upsert({
          where: { realmId_kind_name: { realmId: realm.id, kind, name } },
          create: { ...facts, realmId: realm.id },
          update: facts,
        });
      }
      await rederiveConnections(db, realm, parameterNames);
      await writeAuditEvent(db, context, {
        action: 'references.refresh',
        realm: realm.name,
        details: { parameters: parameters.length, secrets: secrets.length },
      });
    },
    { timeout: 60_000 },
  );
  return {
    parameters: parameters.length,
    secrets: secrets.length,
    denied: all.filter((facts) => facts.state === 'denied').length,
  };
}

type Reads = ReturnType<typeof realmReads>;

const NOTHING_KNOWN = {
  missingPermission: null,
  parameterType: null,
  keyId: null,
  parameterVersion: null,
  lastChangedAt: null,
  rotationEnabled: null,
  lastRotatedAt: null,
  nextRotationAt: null,
} as const;

async function describeParameters(
  reads: Reads,
  names: readonly string[],
  signal: AbortSignal,
): Promise<Facts[]> {
  const blank = (name: string): Facts => ({
    kind: 'ssm',
    name,
    checkedAt: new Date(),
    state: 'missing',
    ...NOTHING_KNOWN,
  });
  if (names.length === 0) return [];
  try {
    const described = await reads.describeParameters(names.map(parameterName), signal);
    const found = new Map(described.map((facts) => [facts.name, facts]));
    return names.map((name) => {
      const facts = found.get(parameterName(name));
      if (!facts) return blank(name);
      return {
        ...blank(name),
        state: 'found',
        parameterType: facts.type,
        keyId: facts.keyId,
        parameterVersion: facts.version,
        lastChangedAt: facts.lastModified,
      };
    });
  } catch (error) {
    const state = refusedState(error);
    return names.map((name) => ({
      ...blank(name),
      state,
      ...(state === 'denied' && { missingPermission: 'ssm:DescribeParameters' }),
    }));
  }
}

async function describeSecret(reads: Reads, secretId: string, signal: AbortSignal): Promise<Facts> {
  const blank: Facts = {
    kind: 'secret',
    name: secretId,
    checkedAt: new Date(),
    state: 'missing',
    ...NOTHING_KNOWN,
  };
  try {
    const facts = await reads.describeSecret(secretId, signal);
    return {
      ...blank,
      state: 'found',
      keyId: facts.kmsKeyId,
      lastChangedAt: facts.lastChanged,
      rotationEnabled: facts.rotationEnabled,
      lastRotatedAt: facts.lastRotated,
      nextRotationAt: facts.nextRotation,
    };
  } catch (error) {
    const state = refusedState(error);
    return {
      ...blank,
      state,
      ...(state === 'denied' && { missingPermission: 'secretsmanager:DescribeSecret' }),
    };
  }
}

/** What a refusal means for the reference. Anything that is no refusal of AWS is a fault and goes on. */
function refusedState(error: unknown): 'missing' | 'denied' | 'failed' {
  if (!(error instanceof AwsRefusal)) throw error;
  if (/^AccessDenied|NotAuthorized|UnauthorizedOperation/.test(error.awsCode)) return 'denied';
  if (/NotFound/.test(error.awsCode)) return 'missing';
  return 'failed';
}
