import { canonicalJson } from './canonical-json';
import { clusterIdOf, clusterKeyOf } from './cluster-id';
import { parseDuration } from './duration';
import { loginWayOf } from './login-way';
import { has, type Spec } from './spec';

/** Who asks AWS, where the type assumes a role of its own. */
const ROLE_FIELDS = ['role_arn', 'external_id', 'region', 'tags'] as const;

/** What a login that is not temporary by its spec depends on: a secret without a password ends in temporary credentials. */
const LOGIN_FIELDS = [
  'type',
  'host',
  'port',
  'database',
  'user',
  'password',
  'secret_id',
  'cluster_id',
  'workgroup',
  'password_duration',
  ...ROLE_FIELDS,
] as const;

/** Whether both specs log in with the same credentials, so that what is known of those of one holds for the other. */
export function sameLogin(one: Spec, other: Spec): boolean {
  return loginOf(one) === loginOf(other);
}

function loginOf(spec: Spec): string {
  const method = loginWayOf(spec);
  const values = (fields: readonly string[]) => fields.map((field) => spec[field] ?? null);
  if (method === 'rds-token') return canonicalJson([method, ...values(['host', 'port', 'user'])]);
  if (method !== 'iam') return canonicalJson([method, ...values(LOGIN_FIELDS)]);
  const cluster = clusterIdOf(spec);
  const duration = has(spec, 'password_duration') ? parseDuration(spec.password_duration) : 'default';
  const clusterKey = clusterKeyOf(spec);
  return canonicalJson([
    method,
    clusterKey,
    cluster.source === 'none' ? null : cluster.id,
    spec.database ?? null,
    duration,
    // Serverless names the user after the role that asks, whatever the spec says.
    values(clusterKey === 'workgroup' ? ROLE_FIELDS : ['user']),
  ]);
}
