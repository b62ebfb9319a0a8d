import type { Policy, PolicyStatement } from './policy';

/** Something that is not allowed: an action, on one resource or (absent) on all that the connection needs. */
export interface Denied {
  readonly action: string;
  readonly resource?: string;
}

/** The statements of a connection's policy that have to be added to allow what is denied, with those resources only. */
export function missingStatements({ statements }: Policy, denied: readonly Denied[]): PolicyStatement[] {
  return statements.flatMap((statement) => {
    const of = denied.filter(({ action }) => action === statement.Action);
    if (of.length === 0) return [];
    if (of.some(({ resource }) => resource === undefined)) return [statement];
    const resources = [statement.Resource]
      .flat()
      .filter((resource) => of.some((denial) => denial.resource === resource));
    const [only, ...more] = resources;
    if (only === undefined) return [];
    return [{ ...statement, Resource: more.length > 0 ? resources : only }];
  });
}

/** Statements as text to add to a policy: one alone, several as a list. Undefined for none. */
export function statementText(statements: readonly PolicyStatement[]): string | undefined {
  if (statements.length === 0) return undefined;
  return JSON.stringify(statements.length === 1 ? statements[0] : statements, null, 2);
}
