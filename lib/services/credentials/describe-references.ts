import pLimit from 'p-limit';
import { PARAMETERS_PER_CALL } from '../../aws/ssm';
import { parameterName } from '../../connectors/references';
import type { Prisma } from '../../db/prisma';
import { AwsRefusal } from '../../resolution/ports';
import type { realmReads } from '../runtime';

type Reads = Pick<ReturnType<typeof realmReads>, 'describeParameters' | 'describeSecret'>;

/** What is kept of an answer of AWS; where there was none, only that there was none. */
export type ReferenceFacts = Omit<Prisma.ReferenceUncheckedCreateInput, 'realmId' | 'id'>;

/** Secrets Manager has no call for many secrets at once. */
const CALLS_AT_ONCE = 5;

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

/**
 * Asks AWS about SSM parameters and secrets without reading a value. `onAnswered` is told how many of them each call was
 * about. A call that failed says nothing about those of the others.
 */
export async function describeReferences(
  reads: Reads,
  wanted: { readonly parameters: readonly string[]; readonly secrets: readonly string[] },
  signal: AbortSignal,
  onAnswered: (references: number) => void,
): Promise<ReferenceFacts[]> {
  const limit = pLimit(CALLS_AT_ONCE);
  const calls = [
    ...batches(wanted.parameters).map((names) => () => describeParameters(reads, names, signal)),
    ...wanted.secrets.map((secretId) => () => describeSecret(reads, secretId, signal)),
  ];
  const answers = await Promise.all(
    calls.map((call) =>
      limit(async () => {
        const facts = await call();
        onAnswered(facts.length);
        return facts;
      }),
    ),
  );
  return answers.flat();
}

function batches(names: readonly string[]): string[][] {
  const count = Math.ceil(names.length / PARAMETERS_PER_CALL);
  return Array.from({ length: count }, (_, index) =>
    names.slice(index * PARAMETERS_PER_CALL, (index + 1) * PARAMETERS_PER_CALL),
  );
}

async function describeParameters(
  reads: Reads,
  names: readonly string[],
  signal: AbortSignal,
): Promise<ReferenceFacts[]> {
  try {
    const described = await reads.describeParameters(names.map(parameterName), signal);
    const found = new Map(described.map((facts) => [facts.name, facts]));
    return names.map((name) => {
      const facts = found.get(parameterName(name));
      const answered = { kind: 'ssm', name, checkedAt: new Date(), ...NOTHING_KNOWN };
      if (!facts) return { ...answered, state: 'missing' };
      return {
        ...answered,
        state: 'found',
        parameterType: facts.type,
        keyId: facts.keyId,
        parameterVersion: facts.version,
        lastChangedAt: facts.lastModified,
      };
    });
  } catch (error) {
    const refused = refusedFacts(error, 'ssm:DescribeParameters', signal);
    return names.map((name) => ({ kind: 'ssm', name, ...refused }));
  }
}

async function describeSecret(
  reads: Reads,
  secretId: string,
  signal: AbortSignal,
): Promise<ReferenceFacts[]> {
  const reference = { kind: 'secret', name: secretId };
  try {
    const facts = await reads.describeSecret(secretId, signal);
    return [
      {
        ...reference,
        checkedAt: new Date(),
        ...NOTHING_KNOWN,
        state: 'found',
        keyId: facts.kmsKeyId,
        lastChangedAt: facts.lastChanged,
        rotationEnabled: facts.rotationEnabled,
        lastRotatedAt: facts.lastRotated,
        nextRotationAt: facts.nextRotation,
      },
    ];
  } catch (error) {
    return [{ ...reference, ...refusedFacts(error, 'secretsmanager:DescribeSecret', signal) }];
  }
}

/** What a refusal means for the reference. Anything that is neither that nor lateness is a fault and goes on. */
function refusedFacts(
  error: unknown,
  permission: string,
  signal: AbortSignal,
): Omit<ReferenceFacts, 'kind' | 'name'> {
  const checkedAt = new Date();
  // What was known stays known: no answer says nothing against it.
  const failed = { state: 'failed', checkedAt };
  if (!(error instanceof AwsRefusal)) {
    if (signal.aborted) return failed;
    throw error;
  }
  if (/^AccessDenied|NotAuthorized|UnauthorizedOperation/.test(error.awsCode)) {
    return { checkedAt, ...NOTHING_KNOWN, state: 'denied', missingPermission: permission };
  }
  return /NotFound/.test(error.awsCode) ? { checkedAt, ...NOTHING_KNOWN, state: 'missing' } : failed;
}
