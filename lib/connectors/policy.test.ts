import { describe, expect, it } from 'vitest';
import { type PolicyContext, policyFor, policyText, rolePoliciesFor } from './policy';

const CONTEXT: PolicyContext = { realm: 'dev', account: '123456789012', region: 'ap-southeast-2' };
const IAM = {
  type: 'redshift',
  host: 'dwh.abc123.ap-southeast-2.redshift.amazonaws.com',
  user: 'etl',
  database: 'analytics',
};

function actions(spec: Parameters<typeof policyFor>[0]): string[] {
  return policyFor(spec, CONTEXT).statements.map((statement) => statement.Action);
}

function resource(spec: Parameters<typeof policyFor>[0], context = CONTEXT) {
  return policyFor(spec, context).statements[0]?.Resource;
}

describe('policyFor', () => {
  it('allows credentials for exactly the user and the database', () => {
    expect(policyFor(IAM, CONTEXT)).toEqual({
      missing: [],
      statements: [
        {
          Sid: 'GetRedshiftCredentials',
          Effect: 'Allow',
          Action: 'redshift:GetClusterCredentials',
          Resource: [
            'arn:aws:redshift:ap-southeast-2:123456789012:dbuser:dwh/etl',
            'arn:aws:redshift:ap-southeast-2:123456789012:dbname:dwh/analytics',
          ],
        },
      ],
    });
  });

  it('takes the cluster id lava would use', () => {
    expect(resource({ ...IAM, cluster_id: 'other' })).toContain(
      'arn:aws:redshift:ap-southeast-2:123456789012:dbuser:other/etl',
    );
    expect(resource({ ...IAM, host: '10.1.2.3' })).toContain(
      'arn:aws:redshift:ap-southeast-2:123456789012:dbuser:10/etl',
    );
  });

  it('marks what is missing', () => {
    const policy = policyFor({ type: 'redshift', user: '' }, CONTEXT);
    expect(policy.missing).toEqual(['host', 'user', 'database']);
    expect(policy.statements[0]?.Resource).toContain(
      'arn:aws:redshift:ap-southeast-2:123456789012:dbuser:<host>/<user>',
    );
  });

  it.each([
    ['/lava/dev/x', 'arn:aws:ssm:ap-southeast-2:123456789012:parameter/lava/dev/x'],
    ['my-param', 'arn:aws:ssm:ap-southeast-2:123456789012:parameter/my-param'],
    ['/lava/dev/x:3', 'arn:aws:ssm:ap-southeast-2:123456789012:parameter/lava/dev/x'],
    ['arn:aws:ssm:eu-west-1:210987654321:parameter/x', 'arn:aws:ssm:eu-west-1:210987654321:parameter/x'],
    ['arn:aws:ssm:eu-west-1:210987654321:parameter/x:3', 'arn:aws:ssm:eu-west-1:210987654321:parameter/x'],
  ])('allows the parameter %s as %s', (password, arn) => {
    expect(resource({ ...IAM, password })).toBe(arn);
  });

  it('allows decryption with the realm’s key, by its alias', () => {
    expect(policyFor({ ...IAM, password: '/lava/dev/x' }, CONTEXT).statements[1]).toEqual({
      Sid: 'DecryptPasswordParameter',
      Effect: 'Allow',
      Action: 'kms:Decrypt',
      Resource: 'arn:aws:kms:ap-southeast-2:123456789012:key/*',
      Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/lava-dev-sys' } },
    });
    const own = policyFor({ ...IAM, password: '/lava/dev/x' }, { ...CONTEXT, kmsAlias: 'alias/own' });
    expect(JSON.stringify(own)).toContain('"kms:ResourceAliases":"alias/own"');
  });

  it.each([
    ['/lava/dev/x', 'arn:aws:secretsmanager:ap-southeast-2:123456789012:secret:/lava/dev/x-??????'],
    [
      'arn:aws:secretsmanager:eu-west-1:210987654321:secret:x-AbCdEf',
      'arn:aws:secretsmanager:eu-west-1:210987654321:secret:x-AbCdEf',
    ],
    [
      'arn:aws:secretsmanager:eu-west-1:210987654321:secret:x',
      'arn:aws:secretsmanager:eu-west-1:210987654321:secret:x-??????',
    ],
  ])('allows the secret %s as %s', (secret_id, arn) => {
    expect(resource({ type: 'redshift', secret_id })).toBe(arn);
  });

  it('combines both for a mixed login', () => {
    expect(actions({ ...IAM, password: '/lava/dev/x', secret_id: '/lava/dev/y' })).toEqual([
      'ssm:GetParameter',
      'kms:Decrypt',
      'secretsmanager:GetSecretValue',
    ]);
  });

  it('covers the other types as far as the spec tells', () => {
    expect(actions({ ...IAM, type: 'redshift-serverless' })).toEqual(['redshift-serverless:GetCredentials']);
    expect(
      actions({
        type: 'redshift-serverless',
        role_arn: 'arn:aws:iam::1:role/x',
        external_id: '/lava/dev/ext',
      }),
    ).toEqual(['sts:AssumeRole', 'ssm:GetParameter', 'kms:Decrypt']);
    expect(resource({ type: 'postgres-rds', user: 'etl' })).toBe(
      'arn:aws:rds-db:ap-southeast-2:123456789012:dbuser:<resource-id>/etl',
    );
    expect(actions({ type: 'postgres' })).toEqual([]);
    expect(actions({ type: 'nonsense' })).toEqual([]);
  });

  it('uses the partition of the region', () => {
    const chinese = { ...CONTEXT, region: 'cn-north-1' };
    expect(resource({ ...IAM, password: '/x' }, chinese)).toBe(
      'arn:aws-cn:ssm:cn-north-1:123456789012:parameter/x',
    );
    const government = { ...CONTEXT, region: 'us-gov-west-1' };
    expect(resource({ ...IAM, password: '/x' }, government)).toMatch(/^arn:aws-us-gov:/);
    expect(resource({ ...IAM, password: '/x' }, { ...CONTEXT, partition: 'aws-iso' })).toMatch(
      /^arn:aws-iso:/,
    );
  });

  it('lets no value widen the policy', () => {
    const variable = (character: string) => `\${${character}}`;
    const wide = policyFor({ ...IAM, user: '*', database: 'a?', cluster_id: '$' }, CONTEXT);
    expect(wide.statements[0]?.Resource).toEqual([
      `arn:aws:redshift:ap-southeast-2:123456789012:dbuser:${variable('$')}/${variable('*')}`,
      `arn:aws:redshift:ap-southeast-2:123456789012:dbname:${variable('$')}/a${variable('?')}`,
    ]);
  });

  it('repeats no password', () => {
    expect(policyText(policyFor({ ...IAM, password: 'hunter2!' }, CONTEXT))).not.toContain('hunter2');
    expect(policyText(policyFor({ ...IAM, secret_id: 'hunter2!' }, CONTEXT))).not.toContain('hunter2');
  });
});

describe('policyFor connections that are no databases', () => {
  const P = 'arn:aws:ssm:ap-southeast-2:123456789012:parameter';
  const read = (name: string, path: string) => [
    [`Read${name}`, `${P}/lava/dev/${path}`],
    [`Decrypt${name}`, 'arn:aws:kms:ap-southeast-2:123456789012:key/*'],
  ];
  const PASSWORD = { password: '/lava/dev/p' };
  const ROLE = { role_arn: 'arn:aws:iam::1:role/x', external_id: '/lava/dev/e', tags: { a: 'b' } };
  const ssm = (parameter: string) => ({ type: 'ssm', parameter });

  it.each<[string, object, unknown[]]>([
    ['aws', { access_keys: '/lava/dev/k', ...ROLE }, read('AccessKeysParameter', 'k')],
    [
      'aws',
      ROLE,
      [['AssumeRole', ROLE.role_arn], ['TagSession', ROLE.role_arn], ...read('ExternalIdParameter', 'e')],
    ],
    ['docker', { registry: 'https://r.example.com', ...PASSWORD }, read('PasswordParameter', 'p')],
    ['docker', { registry: 'ecr:123456789012', ...PASSWORD }, [['LogInToRegistry', '*']]],
    ['email', { subtype: 'smtp', user: 'mail', ...PASSWORD }, read('PasswordParameter', 'p')],
    ['email', PASSWORD, []],
    ['ses', PASSWORD, []],
    ['Git', { ssh_key: '/lava/dev/s' }, read('SshKeyParameter', 's')],
    ['scp', { ssh_key: '/lava/dev/s' }, read('SshKeyParameter', 's')],
    ['sftp', { ssh_key: '/lava/dev/s' }, read('SshKeyParameter', 's')],
    ['ssh', { ssh_key: '/lava/dev/s', secret_id: '/lava/dev/unread' }, read('SshKeyParameter', 's')],
    [
      'sharepoint',
      { ...PASSWORD, client_secret: '/lava/dev/c' },
      [...read('PasswordParameter', 'p'), ...read('ClientSecretParameter', 'c')],
    ],
    [
      'smb',
      { ...PASSWORD, secret_id: '/lava/dev/s' },
      [
        ...read('PasswordParameter', 'p'),
        ['ReadSecret', 'arn:aws:secretsmanager:ap-southeast-2:123456789012:secret:/lava/dev/s-??????'],
      ],
    ],
    [
      'generic',
      {
        attributes: {
          a: ssm('/lava/dev/a'),
          b: ssm('/lava/dev/b'),
          c: ssm('/lava/dev/a'),
          d: 'x',
          e: { value: 1 },
        },
      },
      [
        ['ReadAttributeParameters', [`${P}/lava/dev/a`, `${P}/lava/dev/b`]],
        ['DecryptAttributeParameters', 'arn:aws:kms:ap-southeast-2:123456789012:key/*'],
      ],
    ],
    ['generic', { attributes: null }, []],
    ['slack', { webhook_url: 'https://hooks.slack.com/services/x' }, []],
  ])('of type %s covers what lava reads of %j', (type, fields, expected) => {
    const { statements, missing } = policyFor({ type, ...fields }, CONTEXT);
    expect(statements.map(({ Sid, Resource }) => [Sid, Resource])).toEqual(expected);
    expect(missing).toEqual([]);
  });

  it('repeats no key that was pasted', () => {
    const pasted = '-----BEGIN OPENSSH PRIVATE KEY-----';
    expect(policyFor({ type: 'ssh', ssh_key: pasted }, CONTEXT).statements).toEqual([]);
  });
});

describe('the policies of a serverless connection', () => {
  const SERVERLESS = { type: 'redshift-serverless', host: 'wg.x', database: 'analytics' };
  const ROLE = 'arn:aws:iam::210987654321:role/lava/rs01';

  it('let the worker ask for itself, or assume the role and read its external ID', () => {
    expect(actions(SERVERLESS)).toEqual(['redshift-serverless:GetCredentials']);
    const spec = { ...SERVERLESS, role_arn: ROLE, external_id: '/lava/dev/external-id', tags: { a: 'b' } };
    const { statements } = policyFor(spec, CONTEXT);
    expect(statements.map(({ Sid, Resource }) => [Sid, Resource])).toEqual([
      ['AssumeRole', ROLE],
      ['TagSession', ROLE],
      ['ReadExternalIdParameter', 'arn:aws:ssm:ap-southeast-2:123456789012:parameter/lava/dev/external-id'],
      ['DecryptExternalIdParameter', 'arn:aws:kms:ap-southeast-2:123456789012:key/*'],
    ]);
  });

  it('give the role its permissions in its own account and region', () => {
    const policies = rolePoliciesFor({ ...SERVERLESS, role_arn: ROLE, region: 'us-east-1' }, CONTEXT);
    expect(policies?.role).toBe('rs01');
    expect(policies?.permissions.statements).toEqual([
      {
        Sid: 'GetServerlessCredentials',
        Effect: 'Allow',
        Action: 'redshift-serverless:GetCredentials',
        Resource: 'arn:aws:redshift-serverless:us-east-1:210987654321:workgroup/*',
      },
    ]);
  });

  it('let the workers assume the role, with the external ID and tags where there are any', () => {
    const worker = 'arn:aws:iam::123456789012:role/lava-dev-worker-core';
    const context = { ...CONTEXT, workerRoleArns: [worker] };
    const plain = rolePoliciesFor({ ...SERVERLESS, role_arn: ROLE }, context);
    expect(plain?.missing).toEqual([]);
    expect(JSON.parse(plain?.trust ?? '')).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'LetLavaWorkersAssumeThisRole',
          Effect: 'Allow',
          Principal: { AWS: worker },
          Action: 'sts:AssumeRole',
        },
      ],
    });
    const spec = { ...SERVERLESS, role_arn: ROLE, external_id: '/lava/dev/x', tags: { a: 'b' } };
    const full = rolePoliciesFor(spec, CONTEXT);
    expect(full?.missing).toEqual(['worker role', 'the external ID']);
    expect(JSON.parse(full?.trust ?? '').Statement[0]).toMatchObject({
      Principal: { AWS: 'arn:aws:iam::123456789012:role/<worker role>' },
      Action: ['sts:AssumeRole', 'sts:TagSession'],
      Condition: { StringEquals: { 'sts:ExternalId': '<the external ID>' } },
    });
  });

  it('are not there for other connections', () => {
    expect(rolePoliciesFor(SERVERLESS, CONTEXT)).toBeUndefined();
    expect(rolePoliciesFor({ ...SERVERLESS, role_arn: 'rs01' }, CONTEXT)).toBeUndefined();
    expect(rolePoliciesFor({ ...SERVERLESS, role_arn: ROLE, password: '/x' }, CONTEXT)).toBeUndefined();
    expect(rolePoliciesFor({ ...IAM, role_arn: ROLE }, CONTEXT)).toBeUndefined();
  });
});

describe('policyText', () => {
  it('is a policy document', () => {
    const policy = policyFor(IAM, CONTEXT);
    expect(JSON.parse(policyText(policy))).toEqual({ Version: '2012-10-17', Statement: policy.statements });
  });
});
