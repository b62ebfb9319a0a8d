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

/** What the policy allows at DynamoDB, by the name of the statement. */
function tables(realm: Parameters<typeof dashboardPolicy>[0]) {
  const { Statement }: { Statement: { Sid: string; Action: string | string[]; Resource: unknown }[] } =
    JSON.parse(dashboardPolicy(realm));
  return Object.fromEntries(
    Statement.filter(({ Action }) => [Action].flat().some((action) => action.startsWith('dynamodb:'))).map(
      ({ Sid, Action, Resource }) => [Sid, { Action, Resource }],
    ),
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
    expect(dashboardPolicy({ ...JOINED, region: 'cn-north-1' })).toContain(
      'arn:aws-cn:dynamodb:cn-north-1:123456789012:table/lava.realms',
    );
  });
});
