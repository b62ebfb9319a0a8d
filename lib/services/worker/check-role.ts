import { type Denied, missingStatements, statementText } from '../../connectors/missing-statements';
import type { Policy } from '../../connectors/policy';
import type { Spec } from '../../connectors/spec';
import type { Prisma } from '../../db/prisma';
import { type AssumedRole, type AwsPorts, AwsRefusal } from '../../resolution/ports';
import { resolve } from '../../resolution/resolve-connection';
import { wasDenied } from '../aws-help/aws-answer';
import { awsAs, realmHelp, runtime, uncachedAws } from '../runtime';
import { watchDenials } from './watch-denials';
import type { Resolved, RoleCheck, SimulatedLine } from './worker-check';

type RealmRow = Prisma.RealmGetPayload<object>;

/** One connection, and the permissions it needs. */
export interface Subject {
  readonly realm: RealmRow;
  readonly spec: Spec;
  readonly policy: Policy;
  readonly signal: AbortSignal;
}

/** AWS keeps the sessions of a role at least so long, in seconds; ours is over with the check. */
const SESSION_SECONDS = 900;

/** Resolves the spec with these ports and keeps the stages only. */
export async function resolveWith(aws: AwsPorts, { realm, spec, signal }: Subject): Promise<Resolved> {
  const { ok, stages } = await resolve(spec, {
    aws,
    signal,
    now: runtime().now,
    realm: realm.name,
    region: realm.region,
    defaultDuration: realm.passwordDuration,
    continueWhenDisabled: true,
  });
  return { ok, stages };
}

/** What the role can do with the connection: tried with its credentials or, where those are refused, simulated. */
export async function checkRole(roleArn: string, subject: Subject): Promise<RoleCheck> {
  let role: AssumedRole;
  try {
    role = await uncachedAws(subject.realm).assumeRole(
      { roleArn, sessionName: 'lava-connections-check', durationSeconds: SESSION_SECONDS },
      subject.signal,
    );
  } catch (error) {
    if (!(error instanceof AwsRefusal)) throw error;
    if (wasDenied(error)) return simulateRole(roleArn, subject);
    return unknown(roleArn, `AWS did not let the role be assumed (${error.awsCode}).`, []);
  }
  return tryRole(role, subject);
}

async function tryRole(role: AssumedRole, subject: Subject): Promise<RoleCheck> {
  const { aws, close } = awsAs(subject.realm, role);
  try {
    const watched = watchDenials(aws);
    const resolved = await resolveWith(watched.aws, subject);
    const action = resolved.ok ? undefined : watched.denied();
    return {
      roleArn: role.roleArn,
      how: 'assumed',
      ...resolved,
      add: toAdd(subject, action === undefined ? [] : [{ action }]),
    };
  } finally {
    close();
  }
}

async function simulateRole(roleArn: string, subject: Subject): Promise<RoleCheck> {
  const help = realmHelp(subject.realm);
  const wanted = subject.policy.statements.flatMap(({ Action: action, Resource, Condition }) =>
    [Resource].flat().map((resource) => ({ action, resource, context: contextOf(Condition) })),
  );
  try {
    const lines = await Promise.all(
      wanted.map(async ({ action, resource, context }): Promise<SimulatedLine> => {
        if (resource.includes('<')) return { action, resource, verdict: 'unknown' };
        const request = { roleArn, action, resource, context };
        return { action, resource, verdict: await help.simulatePolicy(request, subject.signal) };
      }),
    );
    const ok = lines.length > 0 && lines.every(({ verdict }) => verdict === 'allowed');
    const denied = lines.filter(({ verdict }) => verdict === 'denied');
    return { roleArn, how: 'simulated', ok, lines, add: toAdd(subject, denied) };
  } catch (error) {
    if (!(error instanceof AwsRefusal)) throw error;
    if (error.awsCode === 'NoSuchEntity') {
      return unknown(roleArn, 'There is no such role. Correct the worker roles of the realm.', []);
    }
    if (wasDenied(error)) {
      return unknown(roleArn, 'The dashboard may neither assume this role nor simulate its policies.', [
        'sts:AssumeRole',
        'iam:SimulatePrincipalPolicy',
      ]);
    }
    return unknown(roleArn, `The role's policies could not be simulated (${error.awsCode}).`, []);
  }
}

/** What the statement's condition looks at, as the call would give it. */
function contextOf(condition: Policy['statements'][number]['Condition']): Record<string, string[]> {
  const keys = Object.values(condition ?? {}).flatMap((entries) => Object.entries(entries));
  return Object.fromEntries(keys.map(([key, value]) => [key, [value].flat()]));
}

function toAdd({ policy }: Subject, denied: readonly Denied[]): string | null {
  return statementText(missingStatements(policy, denied)) ?? null;
}

function unknown(roleArn: string, message: string, permissions: readonly string[]): RoleCheck {
  return { roleArn, how: 'unknown', message, permissions };
}
