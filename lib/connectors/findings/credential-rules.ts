import { clusterIdOf } from '../cluster-id';
import {
  describeDuration,
  durationUnit,
  isAllowedDuration,
  MAX_DURATION_SECONDS,
  MIN_DURATION_SECONDS,
  parseDuration,
} from '../duration';
import { echo } from '../echo';
import { isServerlessHost } from '../redshift-host';
import { has } from '../spec';
import { finding, NOTHING, type Rule } from './rule';

const ALLOWED = `${describeDuration(MIN_DURATION_SECONDS)} to ${describeDuration(MAX_DURATION_SECONDS)}`;

const GUESSES = {
  ip: 'an IP address',
  privatelink: 'a PrivateLink endpoint',
  'custom-name': 'no endpoint name of a Redshift cluster',
} as const;

export const clusterIdGuessed: Rule = ({ spec, method, type }) => {
  if (method !== 'iam' || type?.generator !== 'redshift') return NOTHING;
  const cluster = clusterIdOf(spec);
  if (cluster.source !== 'host-label' || cluster.guess === undefined) return NOTHING;
  return finding(
    'CLUSTER_ID_GUESSED',
    'high',
    'cluster_id',
    `The host is ${GUESSES[cluster.guess]}, so lava asks for credentials of a cluster named "${echo(cluster.id)}". Give the cluster's identifier in \`cluster_id\`.`,
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

export const serverlessHostOnRedshift: Rule = ({ spec, method, type }) => {
  if (method !== 'iam' || type?.name !== 'redshift') return NOTHING;
  if (typeof spec.host !== 'string' || !isServerlessHost(spec.host)) return NOTHING;
  return finding(
    'SERVERLESS_HOST_ON_REDSHIFT',
    'high',
    'type',
    'The host belongs to Redshift Serverless, which issues no credentials to connections of type redshift. Use the type redshift-serverless, or a password.',
  );
};
