import { isAllowedDuration, MAX_DURATION_SECONDS, MIN_DURATION_SECONDS } from '../../connectors/duration';
import { isServerlessHost } from '../../connectors/redshift-host';
import type { Draft } from '../draft';
import { explainRefusal, refusedAs } from '../explain-refusal';
import { clusterName, missingForIam, textField } from '../login-fields';
import { passwordDuration } from '../password-duration';
import type { AwsRefusal, TemporaryCredentials } from '../ports';
import type { Credentials, ResolutionContext } from '../resolution';
import { passed, type Step, type StepOutcome, shown } from '../step';

/** `iam` for `redshift`: GetClusterCredentials, whose answer replaces both user and password. */
export const mintRedshift: Step = {
  async run(draft, context) {
    if (!draft.has('database')) return missingForIam('database');
    const durationSeconds = passwordDuration(draft, context);
    if (typeof durationSeconds !== 'number') return durationSeconds;
    if (!draft.has('user')) return missingForIam('user');
    const clusterId = clusterName(draft, 'cluster_id');
    if (typeof clusterId !== 'string') return clusterId;
    const database = textField(draft, 'database');
    if (typeof database !== 'string') return database;
    const user = textField(draft, 'user');
    if (typeof user !== 'string') return user;

    const request = { clusterId, database, user, durationSeconds };
    const answer = await context.aws.getClusterCredentials(request, context.signal);
    return takeAnswer(draft, 'GetClusterCredentials', answer, {
      durationSeconds,
      cluster: clusterId,
      database,
      requestedUser: user,
    });
  },

  refused(refusal, draft, context) {
    const cluster = clusterName(draft, 'cluster_id');
    const what = `the cluster ${shown(cluster)}`;
    if (refusal.awsCode === 'ClusterNotFound' || refusal.awsCode === 'ClusterNotFoundFault') {
      const [hint, field] = otherTarget(draft);
      return refusedAs(
        refusal,
        'CLUSTER_NOT_FOUND',
        `There is no cluster ${shown(cluster)}${context.region ? ` in ${context.region}` : ''}.`,
        hint,
        field,
      );
    }
    if (refusal.awsCode === 'InvalidClusterState' || refusal.awsCode === 'InvalidClusterStateFault') {
      return refusedAs(
        refusal,
        'CLUSTER_NOT_AVAILABLE',
        `${what.replace('the', 'The')} is not available: it may be paused, resizing or rebooting.`,
        'Look at its state in the Redshift console, and resume it if it is paused.',
        'host',
      );
    }
    return (
      valueRefused(refusal, draft, context) ??
      explainRefusal(refusal, {
        service: 'redshift',
        what: `${what}, the user ${shown(draft.get('user'))} and the database ${shown(draft.get('database'))}`,
        permission: 'redshift:GetClusterCredentials',
        field: 'cluster_id',
      })
    );
  },
};

/** What to do about a cluster that does not exist, and in which field. */
function otherTarget(draft: Draft): readonly [hint: string, field: string] {
  const host = draft.get('host');
  if (typeof host === 'string' && isServerlessHost(host)) {
    return ['The host is an endpoint of Redshift Serverless: set `type` to redshift-serverless.', 'type'];
  }
  return draft.has('cluster_id')
    ? ['Correct `cluster_id`.', 'cluster_id']
    : [
        'That id is the first part of `host`. Set `cluster_id` to the identifier of the cluster, or correct `host`.',
        'cluster_id',
      ];
}

/** A refusal of one of the values sent; AWS does not say in its code which one it was. */
export function valueRefused(
  refusal: AwsRefusal,
  draft: Draft,
  context: ResolutionContext,
): StepOutcome | undefined {
  if (!['InvalidParameterValue', 'ValidationError', 'ValidationException'].includes(refusal.awsCode)) {
    return undefined;
  }
  const seconds = passwordDuration(draft, context);
  if (typeof seconds === 'number' && !isAllowedDuration(seconds)) {
    return refusedAs(
      refusal,
      'DURATION_OUT_OF_RANGE',
      `AWS gives credentials for ${MIN_DURATION_SECONDS} to ${MAX_DURATION_SECONDS} seconds; this asks for ${seconds}.`,
      draft.has('password_duration')
        ? 'Set `password_duration` between 15m and 1h.'
        : 'Correct RS_PASSWORD_DURATION of the realm, or set `password_duration` between 15m and 1h.',
      'password_duration',
    );
  }
  return refusedAs(
    refusal,
    'VALUE_REFUSED',
    `AWS refused a value of ${refusal.operation}: the cluster, the user or the database has a name it does not take.`,
    'Names are not empty, have at most 64 characters and start with a letter; check `cluster_id`, `user` and `database`.',
    draft.get('database') === '' ? 'database' : draft.get('cluster_id') === '' ? 'cluster_id' : 'user',
  );
}

/** Takes AWS's answer into the draft. */
export function takeAnswer(
  draft: Draft,
  operation: string,
  answer: TemporaryCredentials,
  asked: Omit<NonNullable<Credentials['minted']>, 'mintedAt' | 'returnedUser'>,
): StepOutcome {
  draft.override('user', answer.user, { source: 'aws', operation });
  draft.put('password', answer.password, { source: 'aws', operation });
  draft.credentials = {
    method: 'iam',
    expiresAt: answer.expiresAt,
    minted: { ...asked, mintedAt: answer.mintedAt, returnedUser: answer.user },
  };
  return passed(`AWS gave temporary credentials for ${shown(answer.user)}.`, {
    cluster: asked.cluster,
    user: answer.user,
    durationSeconds: asked.durationSeconds,
    expiresAt: answer.expiresAt.toISOString(),
  });
}
