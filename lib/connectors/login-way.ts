import { isOtherType, lavaTypeOf } from './lava-types';
import type { LoginMethod } from './login-method';
import { has, type Spec } from './spec';

/**
 * Which way the spec means to log in, whether or not everything needed for it is there: `loginMethodOf` tells that.
 * lava goes by the presence of a key: one that is present but empty or no text makes it fail before it logs in, so
 * that is `none`. A secret may lack a password, and lava then goes on to IAM: only AWS can tell, so such a spec counts
 * as `secret`.
 */
export function loginWayOf(spec: Spec): LoginMethod {
  const type = lavaTypeOf(spec.type);
  if (type === undefined && !isOtherType(spec.type)) return 'none';
  const references = ['password', 'secret_id'].filter((key) => has(spec, key));
  if (!references.every((key) => isUsableReference(spec[key]))) return 'none';
  if (references.length === 2) return 'mixed';
  if (has(spec, 'password')) return 'ssm';
  if (has(spec, 'secret_id')) return 'secret';
  if (type === undefined) return 'other';
  if (type.generator === undefined) return 'none';
  return type.generator === 'rds' ? 'rds-token' : 'iam';
}

/** Whether lava can ask AWS for what the value names: an empty or non-text name fails before any call. */
export function isUsableReference(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
