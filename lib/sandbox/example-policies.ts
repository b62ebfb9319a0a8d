import type { Fixture, RoleStatement } from './aws/fixture';
import type { ExampleRealm } from './example-realms';

/** The worker roles that the console may assume: those of `dev`. That of `prod` trusts nobody but its workers. */
export function exampleWorkers({ workerRoleArns }: ExampleRealm): NonNullable<Fixture['sts']> {
  return Object.fromEntries(
    workerRoleArns.map((arn, index) => [arn, { access_key_id: `ASIASANDBOXWORKER000${index}` }]),
  );
}

/**
 * What the roles may do. The worker of `dev` may get credentials for the database `analytics` only, that of `prod`
 * none for workgroups; the console may do everything in `prod` but list secrets.
 */
export function examplePolicies(dev: ExampleRealm, prod: ExampleRealm): NonNullable<Fixture['policies']> {
  const [devWorker = ''] = dev.workerRoleArns;
  const [prodWorker = ''] = prod.workerRoleArns;
  return {
    [devWorker]: [
      ...stockPolicy(dev),
      allow('redshift:GetClusterCredentials', [
        arn(dev, 'redshift', 'dbuser:*/etl'),
        arn(dev, 'redshift', 'dbuser:*/ds_readonly'),
        arn(dev, 'redshift', 'dbname:*/analytics'),
      ]),
    ],
    [prodWorker]: [
      ...stockPolicy(prod),
      allow('redshift:GetClusterCredentials', [
        arn(prod, 'redshift', 'dbuser:analytics-prod/etl'),
        arn(prod, 'redshift', 'dbname:analytics-prod/*'),
      ]),
    ],
    [prod.roleArn ?? '']: [
      allow('*', '*'),
      { Effect: 'Deny', Action: 'secretsmanager:ListSecrets', Resource: '*' },
    ],
  };
}

/** What lava's own policy grants every worker of a realm. */
function stockPolicy(realm: ExampleRealm): RoleStatement[] {
  return [
    allow('ssm:GetParameter*', arn(realm, 'ssm', `parameter/lava/${realm.name}/*`)),
    {
      ...allow('kms:Decrypt', arn(realm, 'kms', 'key/*')),
      Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': realm.kmsAlias } },
    },
    allow('secretsmanager:GetSecretValue', arn(realm, 'secretsmanager', `secret:/lava/${realm.name}/*`)),
  ];
}

function arn({ region, account }: ExampleRealm, service: string, resource: string): string {
  return `arn:aws:${service}:${region}:${account}:${resource}`;
}

function allow(Action: string, Resource: string | readonly string[]): RoleStatement {
  return { Effect: 'Allow', Action, Resource };
}
