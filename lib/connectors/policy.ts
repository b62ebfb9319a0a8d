import { clusterIdOf } from './cluster-id';
import { lavaTypeOf } from './lava-types';
import { isUsableReference, loginMethodOf } from './login-method';
import { looksLikePassword, looksLikeSecretValue } from './password-shape';
import { parameterName, realmKmsAlias } from './references';
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
}

export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: string;
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
  const method = loginMethodOf(spec);
  const missing = new Set<string>();
  const part = (name: string, value: unknown): string => {
    if (typeof value === 'string' && value !== '') return literal(value);
    missing.add(name);
    return `<${name}>`;
  };
  const statements = [
    ...(method === 'ssm' || method === 'mixed' ? parameterStatements(spec.password, context, arn) : []),
    ...(method === 'secret' || method === 'mixed' ? secretStatements(spec.secret_id, arn) : []),
    ...(method === 'iam' ? iamStatements(spec, context, arn, part) : []),
    ...(method === 'rds-token' ? [rdsStatement(spec, arn, part)] : []),
  ];
  return { statements, missing: [...missing] };
}

/** A policy as AWS takes it. */
export interface PolicyDocument {
  readonly Version: string;
  readonly Statement: readonly PolicyStatement[];
}

export function policyDocument({ statements }: Policy): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements };
}

/** The policy document as text, ready to copy. */
export function policyText(policy: Policy): string {
  return JSON.stringify(policyDocument(policy), null, 2);
}

/** The AWS partition of a region. */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

type Arn = (service: string, resource: string) => string;
type Part = (name: string, value: unknown) => string;

function parameterStatements(reference: unknown, context: PolicyContext, arn: Arn): PolicyStatement[] {
  if (!isUsableReference(reference) || looksLikePassword(reference)) return [];
  return [
    allow('ReadPasswordParameter', 'ssm:GetParameter', parameterArn(reference, arn)),
    {
      // A key's alias cannot be a resource of a policy: the condition is how AWS names keys by alias.
      ...allow('DecryptPasswordParameter', 'kms:Decrypt', arn('kms', 'key/*')),
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

/** The ARN of a workgroup holds a random id that the spec does not tell. */
function serverlessStatements(spec: Spec, context: PolicyContext, arn: Arn): PolicyStatement[] {
  if (typeof spec.role_arn !== 'string') {
    return [
      allow(
        'GetServerlessCredentials',
        'redshift-serverless:GetCredentials',
        arn('redshift-serverless', 'workgroup/*'),
      ),
    ];
  }
  return [
    allow('AssumeRole', 'sts:AssumeRole', literal(spec.role_arn)),
    ...parameterStatements(spec.external_id, context, arn),
  ];
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
