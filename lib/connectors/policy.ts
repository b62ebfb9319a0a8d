import { clusterIdOf } from './cluster-id';
import { assumesRole, isEcr, otherReferences } from './lava-references';
import { isOtherType, lavaTypeOf } from './lava-types';
import { isUsableReference, loginWayOf } from './login-way';
import { looksLikePassword, looksLikeSecretValue } from './password-shape';
import { isTruthy } from './python-values';
import { parameterName, realmKmsAlias } from './references';
import { roleOf } from './role-session';
import { has, type Spec } from './spec';

/** Where a connection is used: what its ARNs need. */
export interface PolicyContext {
  readonly realm: string;
  readonly account: string;
  readonly region: string;
  /** By default the realm's own, by lava's convention. */
  readonly kmsAlias?: string;
  /** By default the one the region belongs to. */
  readonly partition?: string;
  /** The ARN of the workgroup of a serverless connection, where AWS told it. By default any of the account's. */
  readonly workgroupArn?: string | undefined;
}

export interface PolicyStatement<Action extends string | readonly string[] = string> {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: Action;
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export interface Policy {
  readonly statements: readonly PolicyStatement[];
  /** Fields the statements need and the spec does not give: they stand as `<field>` in the ARNs. */
  readonly missing: readonly string[];
}

/**
 * The permissions a worker needs for this connection, as narrow as IAM allows: the database user and name for IAM
 * credentials, the one parameter and the realm's key for SSM, the one secret. Nothing for what looks like a password.
 */
export function policyFor(spec: Spec, context: PolicyContext): Policy {
  const arn = (service: string, resource: string) =>
    `arn:${context.partition ?? partitionOf(context.region)}:${service}:${context.region}:${context.account}:${resource}`;
  const method = loginWayOf(spec);
  const missing = new Set<string>();
  const part = (name: string, value: unknown): string => {
    if (typeof value === 'string' && value !== '') return literal(value);
    missing.add(name);
    return `<${name}>`;
  };
  if (isOtherType(spec.type)) return { statements: otherStatements(spec, context, arn), missing: [] };
  const statements = [
    ...(method === 'ssm' || method === 'mixed'
      ? parameterStatements(PASSWORD, [spec.password], context, arn)
      : []),
    ...(method === 'secret' || method === 'mixed' ? secretStatements(spec.secret_id, arn) : []),
    ...(method === 'iam' ? iamStatements(spec, context, arn, part) : []),
    ...(method === 'rds-token' ? [rdsStatement(spec, arn, part)] : []),
  ];
  return { statements, missing: [...missing] };
}

/** The version of the policy language. */
const VERSION = '2012-10-17';

/** A policy as AWS takes it. */
export interface PolicyDocument {
  readonly Version: string;
  readonly Statement: readonly PolicyStatement[];
}

export function policyDocument({ statements }: Policy): PolicyDocument {
  return { Version: VERSION, Statement: statements };
}

/** The policy document as text, ready to copy. */
export function policyText({
  statements,
}: {
  readonly statements: readonly PolicyStatement<string | readonly string[]>[];
}): string {
  return JSON.stringify({ Version: VERSION, Statement: statements }, null, 2);
}

/** The AWS partition of a region. */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

type Arn = (service: string, resource: string) => string;
type Part = (name: string, value: unknown) => string;

/** What a statement calls the parameter it is about. */
const PASSWORD = 'PasswordParameter';
const EXTERNAL_ID = 'ExternalIdParameter';

function parameterStatements(
  name: string,
  references: readonly unknown[],
  context: PolicyContext,
  arn: Arn,
): PolicyStatement[] {
  const names = references.filter(isUsableReference).filter((reference) => !looksLikePassword(reference));
  if (names.length === 0) return [];
  return [
    allow(
      `Read${name}`,
      'ssm:GetParameter',
      oneOrAll(names.map((reference) => parameterArn(reference, arn))),
    ),
    {
      // A key's alias cannot be a resource of a policy: the condition is how AWS names keys by alias.
      ...allow(`Decrypt${name}`, 'kms:Decrypt', arn('kms', 'key/*')),
      Condition: {
        'ForAnyValue:StringEquals': {
          'kms:ResourceAliases': context.kmsAlias ?? realmKmsAlias(context.realm),
        },
      },
    },
  ];
}

/** The ARN of a parameter has exactly one slash before the name, whether the name starts with one or not. */
function parameterArn(reference: string, arn: Arn): string {
  if (reference.startsWith('arn:')) return literal(reference.replace(/(:parameter\/[^:]*):[^:]*$/, '$1'));
  return arn('ssm', `parameter/${literal(parameterName(reference).replace(/^\//, ''))}`);
}

function secretStatements(reference: unknown, arn: Arn): PolicyStatement[] {
  if (!isUsableReference(reference) || looksLikeSecretValue(reference)) return [];
  // Secrets Manager puts a hyphen and six random characters behind the name in the ARN.
  const resource = /^arn:.*-[A-Za-z0-9]{6}$/.test(reference)
    ? literal(reference)
    : `${reference.startsWith('arn:') ? literal(reference) : arn('secretsmanager', `secret:${literal(reference)}`)}-??????`;
  return [allow('ReadSecret', 'secretsmanager:GetSecretValue', resource)];
}

function iamStatements(spec: Spec, context: PolicyContext, arn: Arn, part: Part): PolicyStatement[] {
  if (lavaTypeOf(spec.type)?.generator === 'redshift-serverless')
    return serverlessStatements(spec, context, arn);
  const id = clusterIdOf(spec);
  const cluster = part(has(spec, 'host') ? 'cluster_id' : 'host', id.source === 'none' ? undefined : id.id);
  return [
    allow('GetRedshiftCredentials', 'redshift:GetClusterCredentials', [
      arn('redshift', `dbuser:${cluster}/${part('user', spec.user)}`),
      arn('redshift', `dbname:${cluster}/${part('database', spec.database)}`),
    ]),
  ];
}

/** What lava reads for a connection that is no database, and the role it assumes. */
function otherStatements(spec: Spec, context: PolicyContext, arn: Arn): PolicyStatement[] {
  const { parameters, attributes, secret } = otherReferences(spec);
  const type = String(spec.type).toLowerCase();
  return [
    ...(type === 'aws' && assumesRole(spec) ? roleStatements(spec) : []),
    // Of all registries of an account or none: the action takes no resource.
    ...(type === 'docker' && isEcr(spec.registry)
      ? [allow('LogInToRegistry', 'ecr:GetAuthorizationToken', '*')]
      : []),
    ...parameters.flatMap((key) => parameterStatements(statementName(key), [spec[key]], context, arn)),
    ...parameterStatements('AttributeParameters', attributes, context, arn),
    ...(secret ? secretStatements(spec.secret_id, arn) : []),
  ];
}

/** What a statement calls the parameter in a field: `ssh_key` gives `SshKeyParameter`. */
function statementName(key: string): string {
  const words = key.split('_').map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`);
  return `${words.join('')}Parameter`;
}

function roleStatements(spec: Spec): PolicyStatement[] {
  if (typeof spec.role_arn !== 'string' || spec.role_arn === '') return [];
  const role = literal(spec.role_arn);
  return [
    allow('AssumeRole', 'sts:AssumeRole', role),
    ...(isTruthy(spec.tags) ? [allow('TagSession', 'sts:TagSession', role)] : []),
  ];
}

/** With a role to assume, the worker itself asks for nothing more: the role does. */
function serverlessStatements(spec: Spec, context: PolicyContext, arn: Arn): PolicyStatement[] {
  if (!has(spec, 'role_arn')) return [credentialsStatement(context, arn)];
  if (typeof spec.role_arn !== 'string') return [];
  return [...roleStatements(spec), ...parameterStatements(EXTERNAL_ID, [spec.external_id], context, arn)];
}

/** The ARN of a workgroup ends in a random id that the spec does not tell. */
export const ANY_WORKGROUP = 'workgroup/*';

function credentialsStatement({ workgroupArn }: PolicyContext, arn: Arn): PolicyStatement {
  const any = arn('redshift-serverless', ANY_WORKGROUP);
  // One of another account or region is another workgroup of the same name.
  const resource = workgroupArn?.startsWith(any.slice(0, -1)) ? workgroupArn : any;
  return allow('GetServerlessCredentials', 'redshift-serverless:GetCredentials', resource);
}

/** What the role needs that a serverless connection assumes. */
export interface RolePolicies {
  readonly role: string;
  /** What the role may do. */
  readonly permissions: Policy;
  /** Who may assume it: a trust policy, as text. */
  readonly trust: string;
  /** What the trust policy needs and nothing here tells: it stands as `<…>` there. */
  readonly missing: readonly string[];
}

/**
 * The two policies of the role in `role_arn` of a serverless connection that logs in by IAM: its permissions, and its
 * trust policy with the workers' roles and the condition on the external ID, whose value is not known here. Undefined
 * for other connections, and while `role_arn` is no ARN of a role.
 */
export function rolePoliciesFor(
  spec: Spec,
  context: PolicyContext & { readonly workerRoleArns?: readonly string[] },
): RolePolicies | undefined {
  const role = roleOf(spec.role_arn);
  if (!role || lavaTypeOf(spec.type)?.generator !== 'redshift-serverless' || has(spec, 'password'))
    return undefined;
  const region = typeof spec.region === 'string' && spec.region !== '' ? spec.region : context.region;
  const partition = context.partition ?? partitionOf(region);
  const arn: Arn = (service, resource) => `arn:${partition}:${service}:${region}:${role.account}:${resource}`;
  const workers = context.workerRoleArns ?? [];
  const worker = `arn:${partition}:iam::${context.account}:role/<worker role>`;
  const externalId = isUsableReference(spec.external_id) ? '<the external ID>' : undefined;
  const actions = ['sts:AssumeRole', ...(isTruthy(spec.tags) ? ['sts:TagSession'] : [])];
  return {
    role: role.name,
    permissions: { statements: [credentialsStatement(context, arn)], missing: [] },
    trust: JSON.stringify(
      {
        Version: VERSION,
        Statement: [
          {
            Sid: 'LetLavaWorkersAssumeThisRole',
            Effect: 'Allow',
            Principal: { AWS: workers.length > 0 ? oneOrAll(workers) : worker },
            Action: oneOrAll(actions),
            ...(externalId !== undefined && {
              Condition: { StringEquals: { 'sts:ExternalId': externalId } },
            }),
          },
        ],
      },
      null,
      2,
    ),
    missing: [
      ...(workers.length > 0 ? [] : ['worker role']),
      ...(externalId === undefined ? [] : ['the external ID']),
    ],
  };
}

function oneOrAll(values: readonly string[]): string | readonly string[] {
  const [only] = values;
  return values.length === 1 && only !== undefined ? only : values;
}

/** Tokens are made locally; connecting with one is what needs a permission, on the server's own resource id. */
function rdsStatement(spec: Spec, arn: Arn, part: Part): PolicyStatement {
  return allow(
    'ConnectToDatabase',
    'rds-db:connect',
    arn('rds-db', `dbuser:${part('resource-id', undefined)}/${part('user', spec.user)}`),
  );
}

function allow(sid: string, action: string, resource: string | readonly string[]): PolicyStatement {
  return { Sid: sid, Effect: 'Allow', Action: action, Resource: resource };
}

/** Text that IAM would otherwise read as wildcards or variables. */
function literal(text: string): string {
  return text.replace(/[*?$]/g, (character) => `\${${character}}`);
}
