import { type Denied, missingStatements, statementText } from '../../connectors/missing-statements';
import { ANY_WORKGROUP, type Policy } from '../../connectors/policy';
import { AwsRefusal } from '../../resolution/ports';
import type { realmHelp } from '../runtime';
import type { PolicyToAdd, RoleVerdict, SimulatedLine } from './worker-check';

/** What one role has to be allowed. */
export interface RoleNeed {
  readonly roleArn: string;
  readonly policy: Policy;
}

/** A part of an ARN that the spec does not tell. */
const PLACEHOLDER = /<[^<>]*>/g;

function isKnown(resource: string): boolean {
  return resource.search(PLACEHOLDER) < 0 && !resource.endsWith(`:${ANY_WORKGROUP}`);
}

/**
 * Asks IAM about every action and ARN of a need. Of an ARN that is not known to the end it asks whether all that it can
 * be are allowed.
 *
 * @throws {AwsRefusal} when the role's policies may not be simulated
 */
export async function simulateNeed(
  help: ReturnType<typeof realmHelp>,
  { roleArn, policy }: RoleNeed,
  signal: AbortSignal,
): Promise<SimulatedLine[]> {
  const wanted = policy.statements.flatMap(({ Action: action, Resource, Condition }) =>
    [Resource].flat().map((resource) => ({ action, resource, context: contextOf(Condition) })),
  );
  return Promise.all(
    wanted.map(async ({ action, resource, context }): Promise<SimulatedLine> => {
      const whole = resource.replace(PLACEHOLDER, '*');
      const verdict = await help.simulatePolicy({ roleArn, action, resource: whole, context }, signal);
      const told = isKnown(resource) || verdict !== 'denied';
      return { roleArn, action, resource, verdict: told ? verdict : 'unknown' };
    }),
  );
}

/** The same where not being allowed to ask is no failure: then nothing is known of that role. */
export async function simulateIfAllowed(
  help: ReturnType<typeof realmHelp>,
  need: RoleNeed,
  signal: AbortSignal,
): Promise<SimulatedLine[]> {
  try {
    return await simulateNeed(help, need, signal);
  } catch (error) {
    if (!(error instanceof AwsRefusal)) throw error;
    const { roleArn, policy } = need;
    return policy.statements.flatMap(({ Action: action, Resource }) =>
      [Resource].flat().map((resource) => ({ roleArn, action, resource, verdict: 'not-simulated' as const })),
    );
  }
}

/** What the lines come to together; nothing at all decides nothing. */
export function verdictOf(lines: readonly SimulatedLine[]): RoleVerdict {
  if (lines.some(({ verdict }) => verdict === 'denied' || verdict === 'forbidden')) return 'no';
  return lines.length > 0 && lines.every(({ verdict }) => verdict === 'allowed') ? 'yes' : 'undecided';
}

/** The elements for what the lines miss. What a policy forbids no element would allow. */
export function elementsFor(needs: readonly RoleNeed[], lines: readonly SimulatedLine[]): PolicyToAdd[] {
  const of = (...verdicts: SimulatedLine['verdict'][]) =>
    lines.filter((line) => verdicts.includes(line.verdict));
  return needs.flatMap((need) => [
    ...element(need, of('denied'), true),
    ...element(need, of('unknown', 'not-simulated'), false),
  ]);
}

/** The element for an action that was denied: to the first role that needs it. */
export function elementFor(needs: readonly RoleNeed[], action: string): PolicyToAdd[] {
  return needs.flatMap((need) => element(need, [{ roleArn: need.roleArn, action }], true)).slice(0, 1);
}

function element(
  { roleArn, policy }: RoleNeed,
  denied: readonly (Denied & { readonly roleArn: string })[],
  certain: boolean,
): PolicyToAdd[] {
  const text = statementText(
    missingStatements(
      policy,
      denied.filter((one) => one.roleArn === roleArn),
    ),
  );
  return text === undefined ? [] : [{ roleArn, text, certain }];
}

/** What the statement's condition looks at, as the call would give it. */
function contextOf(condition: Policy['statements'][number]['Condition']): Record<string, string[]> {
  const keys = Object.values(condition ?? {}).flatMap((entries) => Object.entries(entries));
  return Object.fromEntries(keys.map(([key, value]) => [key, [value].flat()]));
}
