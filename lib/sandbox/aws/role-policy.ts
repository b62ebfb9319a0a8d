import { AwsError } from './aws-error';
import { isRefusal, type LoadedFixture, type RoleStatement } from './fixture';
import type { OperationContext } from './operation';
import { workgroupId } from './redshift-serverless';

/** One thing a call needs. */
interface Need {
  readonly action: string;
  readonly resource: string;
  /** What conditions of a policy may look at. */
  readonly conditions?: Readonly<Record<string, readonly string[]>>;
}

type Verdict = 'allowed' | 'explicitDeny' | 'implicitDeny';

/** What the statements come to for one action on one resource: a denial wins, and nothing is allowed by itself. */
export function verdictOf(statements: readonly RoleStatement[], need: Need): Verdict {
  const effects = statements.filter((statement) => speaksOf(statement, need)).map(({ Effect }) => Effect);
  if (effects.includes('Deny')) return 'explicitDeny';
  return effects.includes('Allow') ? 'allowed' : 'implicitDeny';
}

/** Throws AWS's refusal when the caller is a role whose policy does not allow the call. */
export function checkRolePolicy(
  call: { readonly service: string; readonly operation: string },
  context: OperationContext,
): void {
  const session = context.sessions.get(context.accessKeyId);
  const statements = session && context.fixture.data.policies?.[session.roleArn];
  if (!statements) return;
  const account = session.roleArn.split(':')[4] ?? '';
  for (const need of needsOf(call, context, account)) {
    if (verdictOf(statements, need) === 'allowed') continue;
    const [, , , , , role = ''] = session.roleArn.split(':');
    throw new AwsError(
      call.service === 'redshift' || call.service === 'sts' ? 'AccessDenied' : 'AccessDeniedException',
      `User: arn:aws:sts::${account}:assumed-${role}/${session.sessionName} is not authorized to perform: ` +
        `${need.action} on resource: ${need.resource} because no identity-based policy allows the ${need.action} action`,
      call.service === 'redshift' || call.service === 'sts' ? 403 : 400,
    );
  }
}

/** What a call needs, as AWS would check it. Calls that name no resource need theirs on `*`. */
function needsOf(
  { service, operation }: { readonly service: string; readonly operation: string },
  { params, region, fixture }: OperationContext,
  account: string,
): Need[] {
  const action = `${service}:${operation}`;
  const arn = (resource: string) => `arn:aws:${service}:${region}:${account}:${resource}`;
  const need = (resource: string): Need => ({ action, resource: arn(resource) });
  switch (action) {
    case 'sts:GetCallerIdentity':
      return [];
    case 'ssm:GetParameter':
      return [
        need(`parameter/${String(params.Name).replace(/^\//, '')}`),
        ...decrypting(fixture, params.Name, region, account),
      ];
    case 'secretsmanager:GetSecretValue':
    case 'secretsmanager:DescribeSecret':
      return [need(`secret:${String(params.SecretId)}-AbCdEf`)];
    case 'redshift:GetClusterCredentials':
      return [
        need(`dbuser:${params.ClusterIdentifier}/${params.DbUser}`),
        need(`dbname:${params.ClusterIdentifier}/${params.DbName}`),
      ];
    case 'redshift-serverless:GetCredentials':
      return [need(`workgroup/${workgroupId(String(params.workgroupName))}`)];
    case 'sts:AssumeRole':
      return [{ action, resource: String(params.RoleArn) }];
    default:
      return [{ action, resource: '*' }];
  }
}

function decrypting(fixture: LoadedFixture, name: unknown, region: string, account: string): Need[] {
  const entry = fixture.peek('ssm', fixture.data.ssm, String(name));
  if (entry === undefined || typeof entry === 'string' || isRefusal(entry)) return [];
  const { Type = 'SecureString', KeyId = 'alias/aws/ssm' } = entry;
  // Every role may use the key of SSM itself.
  if (Type !== 'SecureString' || KeyId === 'alias/aws/ssm') return [];
  return [
    {
      action: 'kms:Decrypt',
      resource: `arn:aws:kms:${region}:${account}:key/5a2d0b7e-0000-4000-8000-000000000001`,
      conditions: { 'kms:ResourceAliases': [KeyId] },
    },
  ];
}

function speaksOf({ Action, Resource, Condition }: RoleStatement, need: Need): boolean {
  return (
    matches(Action, need.action) &&
    matches(Resource, need.resource) &&
    Object.entries(Condition?.['ForAnyValue:StringEquals'] ?? {}).every(([key, value]) =>
      need.conditions?.[key]?.includes(value),
    )
  );
}

function matches(patterns: string | readonly string[], value: string): boolean {
  return [patterns].flat().some((pattern) => {
    const source = pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*/g, '.*')
      .replace(/\?/g, '.');
    return new RegExp(`^${source}$`).test(value);
  });
}
