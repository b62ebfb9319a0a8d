import type { FindingContext } from '../../connectors/finding';
import type { Spec } from '../../connectors/spec';
import type { Db, Prisma } from '../../db/prisma';
import { parameterFacts, realmFindingContext } from './finding-context';

/** What the findings of many specs of a realm depend on, with all its references read at once. */
export async function findingContexts(
  db: Db,
  realm: Prisma.RealmGetPayload<object>,
): Promise<(spec: Spec) => FindingContext> {
  const references = await db.reference.findMany({
    where: { realmId: realm.id, kind: 'ssm', state: 'found' },
  });
  const facts = new Map(references.map((reference) => [reference.name, parameterFacts(reference)]));
  const context = realmFindingContext(realm);
  return ({ password }) => {
    const parameter = typeof password === 'string' ? facts.get(password) : undefined;
    return parameter ? { ...context, parameter } : context;
  };
}
