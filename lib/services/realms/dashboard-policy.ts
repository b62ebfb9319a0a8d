import { type PolicyStatement, partitionOf, policyText } from '../../connectors/policy';

interface RealmPlace {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly kmsAlias: string;
  readonly workerRoleArns: readonly string[];
}

/**
 * The IAM policy that the dashboard itself needs in a realm's account, as a document to copy. Looking at parameters,
 * secrets and clusters reads no value; the other statements are what tests need. `DescribeParameters`, `DescribeClusters`
 * and the lists know no narrower resource, and a key can be named by its alias only in a condition.
 */
export function dashboardPolicy({ name, account, region, kmsAlias, workerRoleArns }: RealmPlace): string {
  const arn = (service: string, resource: string) =>
    `arn:${partitionOf(region)}:${service}:${region}:${account}:${resource}`;
  const statements: PolicyStatement[] = [
    allow('LookAtParameters', 'ssm:DescribeParameters', '*'),
    allow('LookAtSecrets', 'secretsmanager:DescribeSecret', arn('secretsmanager', `secret:/lava/${name}/*`)),
    allow('LookAtClusters', 'redshift:DescribeClusters', '*'),
    allow('ListSecretNames', 'secretsmanager:ListSecrets', '*'),
    allow('ListWorkgroups', 'redshift-serverless:ListWorkgroups', '*'),
    allow('ReadParametersInTests', 'ssm:GetParameter', arn('ssm', `parameter/lava/${name}/*`)),
    {
      ...allow('DecryptParametersInTests', 'kms:Decrypt', arn('kms', 'key/*')),
      Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': kmsAlias } },
    },
    allow(
      'ReadSecretsInTests',
      'secretsmanager:GetSecretValue',
      arn('secretsmanager', `secret:/lava/${name}/*`),
    ),
    allow('MintCredentials', 'redshift:GetClusterCredentials', [
      arn('redshift', 'dbuser:*/*'),
      arn('redshift', 'dbname:*/*'),
    ]),
    allow(
      'MintServerlessCredentials',
      'redshift-serverless:GetCredentials',
      arn('redshift-serverless', 'workgroup/*'),
    ),
    ...(workerRoleArns.length > 0
      ? [
          allow('CheckAsWorker', 'sts:AssumeRole', workerRoleArns),
          allow('SimulateWorker', 'iam:SimulatePrincipalPolicy', workerRoleArns),
        ]
      : []),
  ];
  return policyText({ statements, missing: [] });
}

function allow(Sid: string, Action: string, Resource: string | readonly string[]): PolicyStatement {
  return { Sid, Effect: 'Allow', Action, Resource };
}
