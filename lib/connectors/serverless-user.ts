import { lavaTypeOf } from './lava-types';
import { roleOf } from './role-session';
import { has, type Spec } from './spec';

/**
 * Whom Redshift Serverless would make of a worker that asks for IAM credentials. It names the user after who asks:
 * `IAMR:<role>` for a role, `IAM:<user>` for an IAM user.
 */
export type ServerlessUser =
  | { readonly from: 'role_arn'; readonly user: string }
  /** By what the realm's workers run as; more than one where that differs. */
  | { readonly from: 'worker'; readonly users: readonly [string, ...string[]] }
  /** Nothing tells: neither a role to assume nor what the realm's workers run as. */
  | { readonly from: 'unknown' }
  /** `role_arn` is there, but is no ARN of a role. */
  | { readonly from: 'invalid' };

/** IAM's own ARNs have a path before the name; that of a session has the role's name, without one, and the session's. */
const CALLER_ARN =
  /^arn:aws[a-z-]*:(?:iam::\d{12}:(user|role)\/(?:[\x21-\x7e]{1,510}\/)?([\w+=,.@-]{1,64})|sts::\d{12}:assumed-role\/([\w+=,.@-]{1,64})\/[\w+=,.@-]{2,64})$/;

/**
 * The database user of whoever asks, by the ARN of a role or user or the one that GetCallerIdentity gives; undefined for
 * others, such as the account's root, whose user AWS does not document.
 */
export function serverlessUserFor(arn: string): string | undefined {
  const [, kind, name, assumed] = CALLER_ARN.exec(arn) ?? [];
  if (assumed !== undefined) return `IAMR:${assumed}`;
  if (name === undefined) return undefined;
  return kind === 'user' ? `IAM:${name}` : `IAMR:${name}`;
}

/** Undefined where AWS does not name the user: for other types, and with a password. */
export function serverlessUserOf(spec: Spec, workerArns: readonly string[]): ServerlessUser | undefined {
  if (lavaTypeOf(spec.type)?.generator !== 'redshift-serverless' || has(spec, 'password')) return undefined;
  if (has(spec, 'role_arn')) {
    const role = roleOf(spec.role_arn);
    return role ? { from: 'role_arn', user: `IAMR:${role.name}` } : { from: 'invalid' };
  }
  const [first, ...others] = new Set(workerArns.flatMap((arn) => serverlessUserFor(arn) ?? []));
  return first === undefined ? { from: 'unknown' } : { from: 'worker', users: [first, ...others] };
}
