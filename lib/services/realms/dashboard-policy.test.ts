import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { dashboardPolicy } from './dashboard-policy';

const REALM = {
  name: 'dev',
  account: '123456789012',
  region: 'ap-southeast-2',
  kmsAlias: 'alias/lava-dev-sys',
  workerRoleArns: [],
  connectionsTable: null,
  jobsTable: null,
  readOnly: false,
};
const JOINED = { ...REALM, connectionsTable: 'lava.dev.connections', jobsTable: 'lava.dev.jobs' };
const TABLE = 'arn:aws:dynamodb:ap-southeast-2:123456789012:table';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const ACCOUNT = 'ap-southeast-2:123456789012';

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

/** What the policy allows, by the name of the statement. */
function statements(realm: Parameters<typeof dashboardPolicy>[0], roles: readonly string[] = []) {
  const { Statement }: { Statement: Statement[] } = JSON.parse(dashboardPolicy(realm, roles));
  return Object.fromEntries(
    Statement.map(({ Sid, Effect, ...rest }) => {
      expect(Effect).toBe('Allow');
      return [Sid, rest];
    }),
  );
}

const tables = (realm: Parameters<typeof dashboardPolicy>[0]) =>
  Object.fromEntries(
    Object.entries(statements(realm)).filter(([, { Action }]) => String(Action).includes('dynamodb:')),
  );

const actionsOf = (policy: { readonly Statement: readonly Statement[] }) =>
  policy.Statement.flatMap(({ Action }) => Action);

/** The policies of a document, as it shows them. */
async function policiesIn(document: string): Promise<{ readonly Statement: readonly Statement[] }[]> {
  const text = await readFile(path.join(ROOT, document), 'utf8');
  return [...text.matchAll(/```json\n(\{\n {2}"Version"[\s\S]*?)```/g)].map(([, json = '']) =>
    JSON.parse(json),
  );
}

const READING = {
  ReadLavaTables: {
    Action: ['dynamodb:DescribeTable', 'dynamodb:Scan', 'dynamodb:GetItem'],
    Resource: [`${TABLE}/lava.dev.connections`, `${TABLE}/lava.dev.jobs`],
  },
  ReadLavaRealms: { Action: ['dynamodb:GetItem', 'dynamodb:Scan'], Resource: `${TABLE}/lava.realms` },
};

describe('the policy of a realm', () => {
  it('looks at what there is, and reads none of its values', () => {
    expect(statements(REALM)).toMatchObject({
      LookAtParameters: { Action: 'ssm:DescribeParameters', Resource: '*' },
      LookAtSecrets: {
        Action: 'secretsmanager:DescribeSecret',
        Resource: `arn:aws:secretsmanager:${ACCOUNT}:secret:/lava/dev/*`,
      },
      LookAtClusters: { Action: 'redshift:DescribeClusters', Resource: '*' },
      ListSecretNames: { Action: 'secretsmanager:ListSecrets', Resource: '*' },
      ListWorkgroups: { Action: 'redshift-serverless:ListWorkgroups', Resource: '*' },
    });
  });

  it('reads the parameters and secrets of this realm only, with this realm’s key', () => {
    expect(statements(REALM)).toMatchObject({
      ReadParametersInTests: {
        Action: 'ssm:GetParameter',
        Resource: `arn:aws:ssm:${ACCOUNT}:parameter/lava/dev/*`,
      },
      DecryptParametersInTests: {
        Action: 'kms:Decrypt',
        Resource: `arn:aws:kms:${ACCOUNT}:key/*`,
        Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/lava-dev-sys' } },
      },
      ReadSecretsInTests: {
        Action: 'secretsmanager:GetSecretValue',
        Resource: `arn:aws:secretsmanager:${ACCOUNT}:secret:/lava/dev/*`,
      },
    });
  });

  it('obtains temporary credentials of clusters, workgroups and RDS', () => {
    expect(statements(REALM)).toMatchObject({
      MintCredentials: {
        Action: 'redshift:GetClusterCredentials',
        Resource: [`arn:aws:redshift:${ACCOUNT}:dbuser:*/*`, `arn:aws:redshift:${ACCOUNT}:dbname:*/*`],
      },
      MintServerlessCredentials: {
        Action: 'redshift-serverless:GetCredentials',
        Resource: `arn:aws:redshift-serverless:${ACCOUNT}:workgroup/*`,
      },
      LogInToRds: { Action: 'rds-db:connect', Resource: `arn:aws:rds-db:${ACCOUNT}:dbuser:*/*` },
    });
  });

  it('assumes the roles of its connections and its workers, where there are any', () => {
    expect(JSON.stringify(statements(REALM))).not.toMatch(/sts:|iam:/);
    const [worker, reader] = [
      'arn:aws:iam::123456789012:role/worker',
      'arn:aws:iam::210987654321:role/reader',
    ];
    expect(statements({ ...REALM, workerRoleArns: [worker] }, [reader])).toMatchObject({
      AssumeRolesOfConnections: { Action: ['sts:AssumeRole', 'sts:TagSession'], Resource: [reader] },
      CheckAsWorker: { Action: 'sts:AssumeRole', Resource: [worker] },
      SimulateWorker: { Action: 'iam:SimulatePrincipalPolicy', Resource: [worker] },
    });
  });

  it('simulates workers that run as an IAM user, and assumes none of those', () => {
    const [role, user] = [
      'arn:aws:iam::123456789012:role/worker',
      'arn:aws:iam::123456789012:user/lava/worker',
    ];
    expect(statements({ ...REALM, workerRoleArns: [role, user] })).toMatchObject({
      CheckAsWorker: { Action: 'sts:AssumeRole', Resource: [role] },
      SimulateWorker: { Action: 'iam:SimulatePrincipalPolicy', Resource: [role, user] },
    });
    expect(statements({ ...REALM, workerRoleArns: [user] })).not.toHaveProperty('CheckAsWorker');
  });

  it('names no table where the realm is not joined to a lava', () => {
    expect(tables(REALM)).toEqual({});
  });

  it('reads both tables and the list of realms, and writes connections only', () => {
    expect(tables(JOINED)).toEqual({
      ...READING,
      PublishConnections: {
        Action: ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
        Resource: `${TABLE}/lava.dev.connections`,
      },
    });
  });

  it('writes nothing where the realm is read-only', () => {
    expect(tables({ ...JOINED, readOnly: true })).toEqual(READING);
  });

  it('leaves out the table of jobs where none is named', () => {
    expect(tables({ ...JOINED, jobsTable: null }).ReadLavaTables?.Resource).toBe(
      `${TABLE}/lava.dev.connections`,
    );
  });

  it('keeps to the partition of the region', () => {
    expect(dashboardPolicy({ ...JOINED, region: 'cn-north-1' }, [])).toContain(
      'arn:aws-cn:dynamodb:cn-north-1:123456789012:table/lava.realms',
    );
  });
});

it('the documents ask for exactly the actions of a realm that has everything', async () => {
  const realm = { ...JOINED, workerRoleArns: ['arn:aws:iam::123456789012:role/worker'] };
  const whole = actionsOf(JSON.parse(dashboardPolicy(realm, ['arn:aws:iam::210987654321:role/reader'])));
  const [readme = [], joined = []] = (
    await Promise.all(['README.md', 'docs/connect-an-existing-lava.md'].map(policiesIn))
  ).map((policies) => policies.flatMap(actionsOf));
  const sorted = (actions: readonly string[]) => [...new Set(actions)].sort();
  const ofTables = (action: string) => action.startsWith('dynamodb:');
  expect(sorted(readme)).toEqual(sorted(whole.filter((action) => !ofTables(action))));
  expect(sorted(joined)).toEqual(sorted(whole.filter(ofTables)));
});
