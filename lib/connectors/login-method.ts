import { loginWayOf } from './login-way';
import { missingFields } from './missing-fields';
import type { Spec } from './spec';

/**
 * How a connection logs in. `mixed`: an SSM password beside a secret; `other`: no database, with a way of its own (a
 * webhook, a key); `none`: nothing that could work.
 */
export type LoginMethod = 'iam' | 'rds-token' | 'ssm' | 'secret' | 'mixed' | 'other' | 'none';
export const LOGIN_METHODS = [
  'iam',
  'rds-token',
  'ssm',
  'secret',
  'mixed',
  'other',
  'none',
] as const satisfies readonly LoginMethod[];

export const LOGIN_METHOD_LABELS: Readonly<Record<LoginMethod, string>> = {
  iam: 'IAM temporary credentials',
  'rds-token': 'RDS login token',
  ssm: 'SSM parameter',
  secret: 'Secrets Manager secret',
  mixed: 'SSM parameter and secret',
  other: 'No database login',
  none: 'No workable login',
};

/**
 * The login lava would use, as far as the spec alone tells: the way the spec means, or `none` where a field is missing
 * without which that way leads nowhere. What only says which connection it is, and whether it is switched on, is no
 * part of logging in.
 */
export function loginMethodOf(spec: Spec): LoginMethod {
  return missingFields(spec).some(({ group }) => group !== 'identity') ? 'none' : loginWayOf(spec);
}
