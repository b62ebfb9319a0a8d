import { describe, expect, it } from 'vitest';
import { missingStatements, statementText } from './missing-statements';
import { policyFor } from './policy';

const CONTEXT = { realm: 'dev', account: '123456789012', region: 'ap-southeast-2' };
const iam = policyFor(
  { type: 'redshift', host: 'shop.x.ap-southeast-2.redshift.amazonaws.com', database: 'sales', user: 'etl' },
  CONTEXT,
);
const ssm = policyFor({ type: 'redshift', password: '/lava/dev/p' }, CONTEXT);
const DBNAME = 'arn:aws:redshift:ap-southeast-2:123456789012:dbname:shop/sales';
const DBUSER = 'arn:aws:redshift:ap-southeast-2:123456789012:dbuser:shop/etl';

describe('missingStatements', () => {
  it('is empty when nothing, or nothing of this connection, is denied', () => {
    expect(missingStatements(iam, [])).toEqual([]);
    expect(missingStatements(iam, [{ action: 's3:GetObject' }])).toEqual([]);
    expect(
      missingStatements(iam, [{ action: 'redshift:GetClusterCredentials', resource: 'arn:other' }]),
    ).toEqual([]);
  });

  it('gives the whole statement when only the action is known', () => {
    expect(missingStatements(iam, [{ action: 'redshift:GetClusterCredentials' }])).toEqual(iam.statements);
  });

  it('gives only the resources that are denied', () => {
    const one = missingStatements(iam, [{ action: 'redshift:GetClusterCredentials', resource: DBNAME }]);
    expect(one).toMatchObject([{ Action: 'redshift:GetClusterCredentials', Resource: DBNAME }]);
    const both = missingStatements(iam, [
      { action: 'redshift:GetClusterCredentials', resource: DBNAME },
      { action: 'redshift:GetClusterCredentials', resource: DBUSER },
    ]);
    expect(both).toMatchObject([{ Resource: [DBUSER, DBNAME] }]);
  });

  it('keeps the condition that names the key', () => {
    expect(missingStatements(ssm, [{ action: 'kms:Decrypt' }])).toMatchObject([
      { Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/lava-dev-sys' } } },
    ]);
  });
});

describe('statementText', () => {
  it('is one element, a list of several, or nothing', () => {
    expect(statementText([])).toBeUndefined();
    expect(JSON.parse(statementText(iam.statements) ?? '')).toMatchObject({ Effect: 'Allow' });
    expect(JSON.parse(statementText(ssm.statements) ?? '')).toHaveLength(2);
  });
});
