import { type PolicyStatement, partitionOf, policyText } from '../../connectors/policy';
import { workerKind } from '../../connectors/worker-arn';
import { REALMS_TABLE } from '../lava/adopt-duration';

type Statement = PolicyStatement<string | readonly string[]>;

interface RealmPlace {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly kmsAlias: string;
  readonly workerRoleArns: readonly string[];
  /** lava's tables; null: not joined to a running lava. */
  readonly connectionsTable: string | null;
  readonly jobsTable: string | null;
  readonly readOnly: boolean;
}

/**
 * The IAM policy that the console itself needs in a realm's account, as a document to copy, with the roles that the
 * realm's connections assume. Looking at parameters, secrets and clusters reads no value; the other statements are what
 * tests need. `DescribeParameters`, `DescribeClusters` and the lists know no narrower resource, and a key can be named
 * by its alias only in a condition. Of a realm that is joined to a running lava its tables are read, and, unless it is
 * read-only, the table of connections is written.
 */
export function dashboardPolicy(realm: RealmPlace, connectionRoleArns: readonly string[]): string {
  const { name, account, region, kmsAlias, workerRoleArns } = realm;
  const workerRoles = workerRoleArns.filter((worker) => workerKind(worker) === 'role');
  const arn = (service: string, resource: string) =>
    `arn:${partitionOf(region)}:${service}:${region}:${account}:${resource}`;
  const statements: Statement[] = [
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
    allow('LogInToRds', 'rds-db:connect', arn('rds-db', 'dbuser:*/*')),
    ...(connectionRoleArns.length > 0
      ? [allow('AssumeRolesOfConnections', ['sts:AssumeRole', 'sts:TagSession'], connectionRoleArns)]
      : []),
    ...(workerRoles.length > 0 ? [allow('CheckAsWorker', 'sts:AssumeRole', workerRoles)] : []),
    ...(workerRoleArns.length > 0
      ? [allow('SimulateWorker', 'iam:SimulatePrincipalPolicy', workerRoleArns)]
      : []),
    ...tableStatements(realm, (table) => arn('dynamodb', `table/${table}`)),
  ];
  return policyText({ statements });
}

function tableStatements(
  { connectionsTable, jobsTable, readOnly }: RealmPlace,
  arnOf: (table: string) => string,
): Statement[] {
  if (connectionsTable === null) return [];
  const connections = arnOf(connectionsTable);
  return [
    allow(
      'ReadLavaTables',
      ['dynamodb:DescribeTable', 'dynamodb:Scan', 'dynamodb:GetItem'],
      jobsTable === null ? connections : [connections, arnOf(jobsTable)],
    ),
    allow('ReadLavaRealms', ['dynamodb:GetItem', 'dynamodb:Scan'], arnOf(REALMS_TABLE)),
    ...(readOnly
      ? []
      : [
          allow(
            'PublishConnections',
            ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
            connections,
          ),
        ]),
  ];
}

function allow(Sid: string, Action: Statement['Action'], Resource: string | readonly string[]): Statement {
  return { Sid, Effect: 'Allow', Action, Resource };
}
