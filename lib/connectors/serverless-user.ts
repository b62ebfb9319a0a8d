import { lavaTypeOf } from './lava-types';
import { roleOf } from './role-session';
import { has, type Spec } from './spec';

/**
 * Whom Redshift Serverless would make of a worker that asks for IAM credentials. It names the user after who asks:
 * `IAMR:<role>` for a role, `IAM:<user>` for an IAM user.
 */
export type ServerlessUser =
  | { readonly from: 'role_arn'; readonly user: string }
  /** The roles the realm's workers run as; more than one where they differ. */
  | { readonly from: 'worker'; readonly users: readonly [string, ...string[]] }
  /** Nothing tells: neither a role to assume nor the realm's worker roles. */
  | { readonly from: 'unknown' }
  /** `role_arn` is there, but is no ARN of a role. */
  | { readonly from: 'invalid' };

/** Undefined where AWS does not name the user: for other types, and with a password. */
export function serverlessUserOf(spec: Spec, workerRoleArns: readonly string[]): ServerlessUser | undefined {
  if (lavaTypeOf(spec.type)?.generator !== 'redshift-serverless' || has(spec, 'password')) return undefined;
  if (has(spec, 'role_arn')) {
    const role = roleOf(spec.role_arn);
    return role ? { from: 'role_arn', user: `IAMR:${role.name}` } : { from: 'invalid' };
  }
  const [first, ...others] = new Set(workerRoleArns.flatMap((arn) => roleOf(arn)?.name ?? []));
  if (first === undefined) return { from: 'unknown' };
  return { from: 'worker', users: [`IAMR:${first}`, ...others.map((name) => `IAMR:${name}`)] };
}
