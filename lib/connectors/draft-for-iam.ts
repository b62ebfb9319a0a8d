import { clusterIdOf, type HostGuess } from './cluster-id';
import { isAllowedDuration, parseDuration } from './duration';
import type { Connector } from './field';
import { formSchema } from './form-schema';
import { formValuesOf, specOf } from './form-values';
import { lavaTypeOf } from './lava-types';
import { loginMethodOf } from './login-method';
import { loginWayOf } from './login-way';
import { redactSpec } from './redact';
import { isServerlessHost } from './redshift-host';
import { iamNameProblem } from './redshift-names';
import { redshiftServerless } from './redshift-serverless';
import { connectorFor } from './registry';
import { type ServerlessUser, serverlessUserOf } from './serverless-user';
import { has, type Spec } from './spec';
import { changedFields, type FieldChange } from './spec-diff';
import { toServerless } from './to-serverless';

/** What stands in the way, and at which field of the spec. */
export interface IamObstacle {
  readonly field: string;
  readonly message: string;
}

/** As whom the draft logs in, and where. */
export type IamLogin =
  /** The database user, before and after: AWS's `IAM:<user>` is the same one. */
  | { readonly at: 'cluster'; readonly clusterId: string; readonly user: string }
  /** AWS names the user after who asks; `before` is another one, whose grants stay with it. */
  | { readonly at: 'workgroup'; readonly user: ServerlessUser; readonly before: string | null };

/** The change that would make a connection log in with temporary credentials, or why there is none. */
export type IamDraft =
  | {
      readonly state: 'ready';
      readonly draft: Spec;
      readonly changes: readonly FieldChange[];
      readonly login: IamLogin;
      /** The spec that undoes it: what was, in clean values; null where that could not be stored again. */
      readonly back: Spec | null;
    }
  | {
      /** The host does not tell which cluster it is: it has to be named. */
      readonly state: 'needs-cluster';
      readonly guess: HostGuess;
      readonly host: string;
    }
  | { readonly state: 'blocked'; readonly obstacles: readonly IamObstacle[] };

export interface IamDraftOptions {
  readonly realm: {
    readonly name: string;
    readonly passwordDuration: string;
    readonly workerRoleArns: readonly string[];
  };
  /** The cluster, for a host that does not tell. */
  readonly clusterId?: string;
}

/** Whether a connection could ask for temporary credentials of Redshift instead of reading an SSM password. */
export function isIamCandidate(spec: Spec): boolean {
  return loginMethodOf(spec) === 'ssm' && isRedshift(spec);
}

function isRedshift(spec: Spec): boolean {
  const generator = lavaTypeOf(spec.type)?.generator;
  return generator === 'redshift' || generator === 'redshift-serverless';
}

/**
 * Drafts the change of a candidate from its SSM password to IAM: the password goes, the cluster is named where the
 * host does not tell it, credentials live as long as the realm has it, TLS is required. A workgroup gets the type that
 * IAM needs there, and its user is named by AWS. Everything else stays, in clean values, as forms write them.
 */
export function draftForIam(spec: Spec, { realm, clusterId }: IamDraftOptions): IamDraft {
  const connector = connectorFor(spec.type);
  const obstacles = obstaclesOf(spec);
  if (!connector || obstacles.length > 0) {
    const unknown = { field: 'type', message: 'Connections of this type cannot be edited here.' };
    return { state: 'blocked', obstacles: connector ? obstacles : [unknown] };
  }
  const draft = isWorkgroup(spec)
    ? drafted(redshiftServerless, toServerless(spec), realm.passwordDuration)
    : drafted(connector, spec, realm.passwordDuration, clusterId);
  const drafting = isWorkgroup(spec) ? redshiftServerless : connector;
  const problems = problemsOf(drafting, draft, realm.name, spec);
  if (problems.length > 0) return { state: 'blocked', obstacles: problems };
  const login = loginOf(draft, spec, realm.workerRoleArns);
  if ('state' in login) return login;
  const back = specOf(connector, { ...formValuesOf(connector, typed(connector, spec)), login: 'ssm' }, spec);
  const canGoBack = loginWayOf(back) === 'ssm' && problemsOf(connector, back, realm.name, spec).length === 0;
  return {
    state: 'ready',
    draft,
    changes: changedFields(redactSpec(spec), draft),
    login,
    back: canGoBack ? back : null,
  };
}

/** Whether lava would have to ask Redshift Serverless for the credentials. */
function isWorkgroup(spec: Spec): boolean {
  return (
    lavaTypeOf(spec.type)?.generator === 'redshift-serverless' ||
    (typeof spec.host === 'string' && isServerlessHost(spec.host))
  );
}

function loginOf(
  draft: Spec,
  before: Spec,
  workerRoleArns: readonly string[],
): IamLogin | Exclude<IamDraft, { state: 'ready' }> {
  const blocked = (field: string, message: string) =>
    ({ state: 'blocked', obstacles: [{ field, message }] }) as const;
  if (isWorkgroup(draft)) {
    if (!has(draft, 'workgroup') && !isServerlessHost(String(draft.host))) {
      return blocked('workgroup', 'The host does not tell which workgroup it is. Name it first.');
    }
    const user = serverlessUserOf(draft, workerRoleArns) ?? { from: 'unknown' };
    return { at: 'workgroup', user, before: typeof before.user === 'string' ? before.user : null };
  }
  const cluster = clusterIdOf(draft);
  if (cluster.source === 'none') return blocked('host', 'There is no host.');
  if (cluster.source === 'host-label' && cluster.guess) {
    return { state: 'needs-cluster', guess: cluster.guess, host: String(draft.host) };
  }
  return { at: 'cluster', clusterId: cluster.id, user: String(draft.user) };
}

/** The SQL that makes the database user, without a password of its own: lava never does. */
export function createUserSql(user: string): string {
  return `CREATE USER ${identifier(user)} PASSWORD DISABLE;`;
}

/** The SQL that takes the user's password away, once nothing logs in with it any more. */
export function disablePasswordSql(user: string): string {
  return `ALTER USER ${identifier(user)} PASSWORD DISABLE;`;
}

function drafted(connector: Connector, spec: Spec, realmDuration: string, clusterId?: string): Spec {
  const { fields, ...values } = formValuesOf(connector, typed(connector, spec));
  const seconds = has(spec, 'password_duration') ? parseDuration(spec.password_duration) : null;
  const isKept = seconds !== null && isAllowedDuration(seconds);
  return specOf(
    connector,
    {
      ...values,
      login: 'iam',
      fields: {
        ...fields,
        ssl: true,
        ...(!isKept && { password_duration: realmDuration }),
        ...(clusterId && { cluster_id: clusterId }),
      },
    },
    spec,
  );
}

/** The spec with its type in lava's spelling. */
function typed(connector: Connector, spec: Spec): Spec {
  return { ...spec, type: connector.type };
}

function problemsOf(connector: Connector, draft: Spec, realm: string, existing: Spec): IamObstacle[] {
  const parsed = formSchema(connector, { realm, existing }).safeParse(draft);
  return (parsed.error?.issues ?? []).map(({ path, message }) => ({ field: String(path[0] ?? ''), message }));
}

function obstaclesOf(spec: Spec): IamObstacle[] {
  if (loginWayOf(spec) !== 'ssm' || !isRedshift(spec)) {
    return [{ field: 'password', message: 'It does not log in with an SSM password of Redshift.' }];
  }
  return (isWorkgroup(spec) ? ['database'] : ['user', 'database']).flatMap((field) => {
    const message = nameProblem(spec[field]);
    return message === undefined ? [] : [{ field, message }];
  });
}

function nameProblem(name: unknown): string | undefined {
  if (typeof name !== 'string' || name === '')
    return 'It is missing, and AWS issues credentials for a named one only.';
  return iamNameProblem(name);
}

/** A name as SQL takes it: quoted unless it is plain. */
function identifier(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
