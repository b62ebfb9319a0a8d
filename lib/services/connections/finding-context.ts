import type { FindingContext } from '../../connectors/finding';
import type { Spec } from '../../connectors/spec';
import type { Db, Prisma } from '../../db/prisma';

type RealmRow = Prisma.RealmGetPayload<object>;

/** What the findings of a realm's specs depend on, apart from what AWS told about a parameter. */
export function realmFindingContext(
  realm: Pick<RealmRow, 'name' | 'kmsAlias' | 'passwordDuration'>,
): FindingContext {
  return { realm: realm.name, kmsAlias: realm.kmsAlias, defaultDuration: realm.passwordDuration };
}

/** The same with what AWS last told about the spec's SSM parameter, if it was ever asked. */
export async function findingContext(db: Db, realm: RealmRow, spec: Spec): Promise<FindingContext> {
  const context = realmFindingContext(realm);
  if (typeof spec.password !== 'string') return context;
  const reference = await db.reference.findUnique({
    where: { realmId_kind_name: { realmId: realm.id, kind: 'ssm', name: spec.password } },
  });
  return reference && TOLD.includes(reference.state)
    ? { ...context, parameter: parameterFacts(reference) }
    : context;
}

/** AWS told about the reference, if not at the last time, when it gave no answer. */
const TOLD = ['found', 'failed'];

/** What a stored reference tells about its parameter. */
function parameterFacts(reference: {
  readonly parameterType: string | null;
  readonly keyId: string | null;
}): NonNullable<FindingContext['parameter']> {
  return {
    ...(reference.parameterType !== null && { type: reference.parameterType }),
    ...(reference.keyId !== null && { keyId: reference.keyId }),
  };
}

/** The same for many specs of a realm, with everything AWS told about its parameters read once. */
export async function findingContexts(db: Db, realm: RealmRow): Promise<(spec: Spec) => FindingContext> {
  const references = await db.reference.findMany({
    where: { realmId: realm.id, kind: 'ssm', state: { in: TOLD } },
  });
  const facts = new Map(references.map((reference) => [reference.name, parameterFacts(reference)]));
  const context = realmFindingContext(realm);
  return (spec) => {
    const parameter = typeof spec.password === 'string' ? facts.get(spec.password) : undefined;
    return { ...context, ...(parameter && { parameter }) };
  };
}
