import type { Policy } from '../../connectors/policy';
import type { Spec } from '../../connectors/spec';
import { workerKind } from '../../connectors/worker-arn';
import type { Prisma } from '../../db/prisma';
import { type AssumedRole, type AwsPorts, AwsRefusal } from '../../resolution/ports';
import { resolve } from '../../resolution/resolve-connection';
import { wasDenied } from '../aws-help/aws-answer';
import { awsAs, realmHelp, runtime, uncachedAws } from '../runtime';
import {
  elementFor,
  elementsFor,
  type RoleNeed,
  simulateIfAllowed,
  simulateNeed,
  verdictOf,
} from './simulate-needs';
import { watchDenials } from './watch-denials';
import type { Resolved, RoleCheck } from './worker-check';

type RealmRow = Prisma.RealmGetPayload<object>;

/** One connection, and the permissions it needs. */
export interface Subject {
  readonly realm: RealmRow;
  readonly spec: Spec;
  /** What the worker's own role needs. */
  readonly policy: Policy;
  /** What the role needs that the connection assumes from there, if it does. */
  readonly assumed: RoleNeed | null;
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

/**
 * What the role can do with the connection: tried with its credentials or, where those are refused, simulated. An IAM
 * user is always simulated: AWS lets nobody assume one.
 */
export async function checkRole(roleArn: string, subject: Subject): Promise<RoleCheck> {
  if (workerKind(roleArn) === 'user') return simulateRole(roleArn, subject);
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

/** The one permission that resolving does not try: a token is made without AWS, and the database asks for this. */
const UNTRIED = 'rds-db:connect';

async function tryRole(role: AssumedRole, subject: Subject): Promise<RoleCheck> {
  const { roleArn } = role;
  const { aws, close } = awsAs(subject.realm, role);
  try {
    const watched = watchDenials(aws);
    const resolved = await resolveWith(watched.aws, subject);
    if (!resolved.ok) {
      const action = watched.denied();
      const add = action === undefined ? [] : elementFor(needsOf(roleArn, subject), action);
      return { roleArn, how: 'assumed', ...resolved, verdict: 'no', lines: [], add };
    }
    const statements = subject.policy.statements.filter(({ Action }) => Action === UNTRIED);
    const need = { roleArn, policy: { ...subject.policy, statements } };
    const lines = await simulateIfAllowed(realmHelp(subject.realm), need, subject.signal);
    return {
      roleArn,
      how: 'assumed',
      ...resolved,
      verdict: lines.length === 0 ? 'yes' : verdictOf(lines),
      lines,
      add: elementsFor([need], lines),
    };
  } finally {
    close();
  }
}

async function simulateRole(roleArn: string, subject: Subject): Promise<RoleCheck> {
  const help = realmHelp(subject.realm);
  const needs = needsOf(roleArn, subject);
  const { assumed, policy, signal } = subject;
  try {
    const lines = [
      ...(await simulateNeed(help, { roleArn, policy }, signal)),
      ...(assumed ? await simulateIfAllowed(help, assumed, signal) : []),
    ];
    return { roleArn, how: 'simulated', verdict: verdictOf(lines), lines, add: elementsFor(needs, lines) };
  } catch (error) {
    if (!(error instanceof AwsRefusal)) throw error;
    const kind = workerKind(roleArn) ?? 'role';
    if (error.awsCode === 'NoSuchEntity') {
      return unknown(roleArn, `There is no such ${kind}. Correct the worker roles of the realm.`, []);
    }
    if (wasDenied(error) && kind === 'user') {
      return unknown(roleArn, 'The console may not simulate the policies of this user.', [
        'iam:SimulatePrincipalPolicy',
      ]);
    }
    if (wasDenied(error)) {
      return unknown(roleArn, 'The console may neither assume this role nor simulate its policies.', [
        'sts:AssumeRole',
        'iam:SimulatePrincipalPolicy',
      ]);
    }
    return unknown(roleArn, `The ${kind}'s policies could not be simulated (${error.awsCode}).`, []);
  }
}

function needsOf(roleArn: string, { policy, assumed }: Subject): RoleNeed[] {
  return [{ roleArn, policy }, ...(assumed ? [assumed] : [])];
}

function unknown(roleArn: string, message: string, permissions: readonly string[]): RoleCheck {
  return { roleArn, how: 'unknown', message, permissions };
}
