import { clusterIdOf, clusterKeyOf, type HostGuess } from '../cluster-id';
import {
  describeDuration,
  durationUnit,
  isAllowedDuration,
  MAX_DURATION_SECONDS,
  MIN_DURATION_SECONDS,
  parseDuration,
} from '../duration';
import { echo } from '../echo';

import { has } from '../spec';
import { needsServerless } from '../to-serverless';
import { finding, NOTHING, type Rule } from './rule';

const ALLOWED = `${describeDuration(MIN_DURATION_SECONDS)} to ${describeDuration(MAX_DURATION_SECONDS)}`;

function guessText(guess: HostGuess, what: 'cluster' | 'workgroup'): string {
  if (guess === 'ip') return 'an IP address';
  return guess === 'privatelink' ? 'a PrivateLink endpoint' : `no endpoint name of a Redshift ${what}`;
}

export const clusterIdGuessed: Rule = ({ spec, method }) => {
  if (method !== 'iam') return NOTHING;
  const cluster = clusterIdOf(spec);
  if (cluster.source !== 'host-label' || cluster.guess === undefined) return NOTHING;
  const key = clusterKeyOf(spec);
  const what = key === 'workgroup' ? 'workgroup' : 'cluster';
  return finding(
    'CLUSTER_ID_GUESSED',
    'high',
    key,
    `The host is ${guessText(cluster.guess, what)}, so lava asks for credentials of a ${what} named "${echo(cluster.id)}". Give the ${what}'s ${what === 'cluster' ? 'identifier' : 'name'} in \`${key}\`.`,
  );
};

/** Also reports a duration lava cannot read: lava fails, and no code names that more closely. */
export const durationOutOfRange: Rule = ({ spec, context, method }) => {
  if (method !== 'iam') return NOTHING;
  const given = has(spec, 'password_duration');
  if (!given && context.defaultDuration === undefined) return NOTHING;
  const value = given ? spec.password_duration : context.defaultDuration;
  const seconds = parseDuration(value);
  if (seconds !== null && isAllowedDuration(seconds)) return NOTHING;
  const origin = given ? '`password_duration`' : "The realm's RS_PASSWORD_DURATION";
  const problem =
    seconds === null
      ? `${origin} (${echo(value)}) is no duration lava can read`
      : `${origin} asks for ${describeDuration(seconds)}, and AWS issues credentials only for ${ALLOWED}`;
  return finding(
    'DURATION_OUT_OF_RANGE',
    'high',
    'password_duration',
    `${problem}: the login fails. Set \`password_duration\` to a value such as 15m or 1h.`,
  );
};

export const durationUnitUndocumented: Rule = ({ spec }) => {
  const value = spec.password_duration;
  const seconds = parseDuration(value);
  const unit = durationUnit(value);
  if (seconds === null || unit === 's' || unit === 'm' || unit === 'h') return NOTHING;
  return finding(
    'DURATION_UNIT_UNDOCUMENTED',
    'low',
    'password_duration',
    `lava reads ${echo(value)} as ${describeDuration(seconds)}, but ${unit === null ? 'a number without a unit' : `the unit ${unit}`} is not in its documentation. Write seconds, minutes or hours: s, m or h.`,
  );
};

export const durationUnused: Rule = ({ spec, type }) => {
  if (!has(spec, 'password_duration') || type === undefined) return NOTHING;
  const issuesCredentials = type.generator === 'redshift' || type.generator === 'redshift-serverless';
  if (issuesCredentials && !has(spec, 'password')) return NOTHING;
  const reason = issuesCredentials
    ? 'the password comes from SSM and lava asks for no temporary credentials'
    : type.generator === 'rds'
      ? 'login tokens of RDS are always valid for 15 minutes'
      : `connections of type ${type.name} have no temporary credentials`;
  return finding(
    'DURATION_UNUSED',
    'low',
    'password_duration',
    `\`password_duration\` has no effect: ${reason}. Remove it.`,
  );
};

export const serverlessHostOnRedshift: Rule = ({ spec }) => {
  if (!needsServerless(spec)) return NOTHING;
  return finding(
    'SERVERLESS_HOST_ON_REDSHIFT',
    'high',
    'type',
    'The host belongs to Redshift Serverless, which issues no credentials to connections of type redshift. Use the type redshift-serverless, or a password.',
  );
};

/** What lava looks at only once it has assumed a role. */
const ROLE_FIELDS = ['external_id', 'region', 'tags'] as const;

export const roleFieldUnused: Rule = ({ spec, type }) => {
  if (type?.generator !== 'redshift-serverless') return NOTHING;
  const password = has(spec, 'password');
  if (!password && has(spec, 'role_arn')) return NOTHING;
  const reason = password
    ? 'the password comes from SSM and lava assumes no role'
    : 'it belongs to a role that is assumed, and there is no `role_arn`';
  return [...ROLE_FIELDS, ...(password ? ['role_arn'] : [])]
    .filter((key) => has(spec, key))
    .flatMap((key) =>
      finding('ROLE_FIELD_UNUSED', 'low', key, `\`${key}\` has no effect: ${reason}. Remove it.`),
    );
};
