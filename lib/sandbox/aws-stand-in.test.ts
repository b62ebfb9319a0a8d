import {
  DescribeClustersCommand,
  GetClusterCredentialsCommand,
  RedshiftClient,
} from '@aws-sdk/client-redshift';
import { GetCredentialsCommand, RedshiftServerlessClient } from '@aws-sdk/client-redshift-serverless';
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import {
  DescribeParametersCommand,
  GetParameterCommand,
  GetParametersCommand,
  paginateDescribeParameters,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AwsStandIn, startAwsStandIn } from './aws-stand-in';

const NOW = Date.parse('2026-03-01T10:00:00Z');
const ROLE = 'arn:aws:iam::123456789012:role/dashboard';

let standIn: AwsStandIn;
let ssm: SSMClient;
let secrets: SecretsManagerClient;
let redshift: RedshiftClient;
let serverless: RedshiftServerlessClient;
let sts: STSClient;

beforeAll(async () => {
  standIn = await startAwsStandIn({ now: () => NOW });
  const config = {
    region: 'ap-southeast-2',
    endpoint: standIn.endpoint,
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'any' },
    maxAttempts: 1,
  };
  ssm = new SSMClient(config);
  secrets = new SecretsManagerClient(config);
  redshift = new RedshiftClient(config);
  serverless = new RedshiftServerlessClient(config);
  sts = new STSClient(config);
});

afterAll(async () => {
  for (const client of [ssm, secrets, redshift, serverless, sts]) client.destroy();
  await standIn.stop();
});

/** What the SDK throws, reduced to what callers look at. */
async function refusal(call: Promise<unknown>) {
  const error = await call.then(
    () => undefined,
    (reason: { name: string; message: string; Code?: string; $metadata?: { httpStatusCode?: number } }) =>
      reason,
  );
  return {
    name: error?.name,
    Code: error?.Code,
    message: error?.message,
    status: error?.$metadata?.httpStatusCode,
  };
}

describe('SSM', () => {
  it('answers a parameter and records the call', async () => {
    standIn.load({ ssm: { '/lava/dev/a': 'one', '/lava/dev/list': { Value: 'x,y', Type: 'StringList' } } });
    const { Parameter } = await ssm.send(
      new GetParameterCommand({ Name: '/lava/dev/a', WithDecryption: true }),
    );
    expect(Parameter).toMatchObject({ Value: 'one', Type: 'SecureString', Version: 1 });
    const several = await ssm.send(new GetParametersCommand({ Names: ['/lava/dev/list', '/none'] }));
    expect(several.Parameters?.map((p) => [p.Value, p.Type])).toEqual([['x,y', 'StringList']]);
    expect(several.InvalidParameters).toEqual(['/none']);
    expect(standIn.calls()[0]).toEqual({
      service: 'ssm',
      operation: 'GetParameter',
      params: { Name: '/lava/dev/a', WithDecryption: true },
      region: 'ap-southeast-2',
      accessKeyId: 'AKIDEXAMPLE',
    });
  });

  it('refuses as SSM does', async () => {
    standIn.load({ ssm: { '/denied': { error: 'AccessDeniedException', message: 'not authorized' } } });
    const get = (Name: string) => refusal(ssm.send(new GetParameterCommand({ Name })));
    expect(await get('/none')).toMatchObject({
      name: 'ParameterNotFound',
      message: 'UnknownError',
      status: 400,
    });
    expect(await get('/denied')).toMatchObject({ name: 'AccessDeniedException', message: 'not authorized' });
  });

  it('describes parameters without values, filtered and in pages', async () => {
    const names = Array.from({ length: 23 }, (_, index) => `/lava/dev/p${String(index).padStart(2, '0')}`);
    standIn.load({
      ssm: {
        ...Object.fromEntries(
          names.map((name) => [name, { Value: 'v', KeyId: 'alias/lava-dev-sys', Version: 3 }]),
        ),
        '/other': { Value: 'v', Type: 'String', LastModifiedDate: '2026-01-02T03:04:05Z' },
      },
    });
    const filter = { Key: 'Name', Option: 'BeginsWith', Values: ['/lava/dev/'] };
    const found: (string | undefined)[] = [];
    for await (const page of paginateDescribeParameters({ client: ssm }, { ParameterFilters: [filter] })) {
      found.push(...(page.Parameters ?? []).map((parameter) => parameter.Name));
    }
    expect(found).toEqual(names);
    const byName = { Key: 'Name', Option: 'Equals', Values: ['/other', names[0] ?? ''] };
    const { Parameters } = await ssm.send(new DescribeParametersCommand({ ParameterFilters: [byName] }));
    expect(Parameters).toMatchObject([
      { Name: names[0], Type: 'SecureString', KeyId: 'alias/lava-dev-sys', Version: 3 },
      { Name: '/other', Type: 'String', LastModifiedDate: new Date('2026-01-02T03:04:05Z') },
    ]);
    expect(JSON.stringify(Parameters)).not.toContain('Value');
  });
});

describe('Secrets Manager', () => {
  it('answers JSON, text and binary secrets', async () => {
    standIn.load({
      secrets: {
        a: { json: { username: 'u' } },
        b: { SecretString: 'not json' },
        c: { SecretBinary: 'AAEC' },
      },
    });
    const get = (SecretId: string) => secrets.send(new GetSecretValueCommand({ SecretId }));
    expect((await get('a')).SecretString).toBe('{"username":"u"}');
    expect((await get('b')).SecretString).toBe('not json');
    const binary = await get('c');
    expect(binary.SecretString).toBeUndefined();
    expect(binary.SecretBinary).toEqual(new Uint8Array([0, 1, 2]));
  });

  it('describes rotation, and refuses as Secrets Manager does', async () => {
    standIn.load({
      secrets: {
        a: { json: {}, RotationEnabled: true, NextRotationDate: '2026-02-01T00:00:00Z' },
        b: { error: 'DecryptionFailure', message: 'no key' },
      },
    });
    expect(await secrets.send(new DescribeSecretCommand({ SecretId: 'a' }))).toMatchObject({
      RotationEnabled: true,
      NextRotationDate: new Date('2026-02-01T00:00:00Z'),
    });
    const get = (SecretId: string) => refusal(secrets.send(new GetSecretValueCommand({ SecretId })));
    expect(await get('none')).toMatchObject({ name: 'ResourceNotFoundException', status: 400 });
    expect(await get('b')).toMatchObject({ name: 'DecryptionFailure', message: 'no key' });
  });
});

describe('Redshift', () => {
  const request = {
    ClusterIdentifier: 'my-cluster',
    DbUser: 'etl',
    DbName: 'analytics',
    DurationSeconds: 900,
    AutoCreate: false,
  };
  const credentials = (change: Partial<typeof request> = {}) =>
    redshift.send(new GetClusterCredentialsCommand({ ...request, ...change }));

  it('answers temporary credentials that end when AWS says', async () => {
    standIn.load({ redshift: { 'my-cluster': {} } });
    expect(await credentials()).toMatchObject({
      DbUser: 'IAM:etl',
      DbPassword: 'tmp-pw/my-cluster/etl/analytics/900',
      Expiration: new Date(NOW + 900_000),
    });
    expect(standIn.calls()).toEqual([
      {
        service: 'redshift',
        operation: 'GetClusterCredentials',
        params: request,
        region: 'ap-southeast-2',
        accessKeyId: 'AKIDEXAMPLE',
      },
    ]);
  });

  it('keeps every character of a password, takes the default entry and an own life', async () => {
    const password = `p'q:r"s&<> é\n]]>`;
    standIn.load({ redshift: { '*': { db_user: 'IAM:renamed', password, expiresIn: 5 } } });
    expect(await credentials()).toMatchObject({
      DbUser: 'IAM:renamed',
      DbPassword: password,
      Expiration: new Date(NOW + 5_000),
    });
  });

  it('refuses as Redshift does', async () => {
    standIn.load({
      redshift: {
        'my-cluster': {},
        busy: { error: 'Throttling', message: 'Rate exceeded' },
        denied: { error: 'AccessDenied', message: 'not authorized' },
      },
    });
    const get = (change: Partial<typeof request>) => refusal(credentials(change));
    expect(await get({ ClusterIdentifier: 'none' })).toMatchObject({
      name: 'ClusterNotFoundFault',
      Code: 'ClusterNotFound',
      status: 404,
    });
    expect(await get({ ClusterIdentifier: 'busy' })).toMatchObject({
      name: 'Throttling',
      message: 'Rate exceeded',
    });
    expect(await get({ ClusterIdentifier: 'denied' })).toMatchObject({ name: 'AccessDenied', status: 403 });
    for (const change of [{ DurationSeconds: 899 }, { DurationSeconds: 3601 }, { ClusterIdentifier: '' }]) {
      expect(await get(change)).toMatchObject({ name: 'InvalidParameterValue', status: 400 });
    }
  });

  it('answers a list one entry a call, the last one stays', async () => {
    standIn.load({
      redshift: { 'my-cluster': [{ error: 'Throttling' }, { password: 'a' }, { password: 'b' }] },
    });
    expect(await refusal(credentials())).toMatchObject({ name: 'Throttling' });
    const passwords = [await credentials(), await credentials(), await credentials()].map(
      (c) => c.DbPassword,
    );
    expect(passwords).toEqual(['a', 'b', 'b']);
  });

  it('describes clusters', async () => {
    const endpoint = { Address: 'c1.abc.ap-southeast-2.redshift.amazonaws.com', Port: 5439 };
    standIn.load({ redshift: { c1: { endpoint }, c2: { status: 'paused' } } });
    const all = await redshift.send(new DescribeClustersCommand({}));
    expect(all.Clusters?.map((c) => [c.ClusterIdentifier, c.ClusterStatus, c.Endpoint])).toEqual([
      ['c1', 'available', endpoint],
      ['c2', 'paused', undefined],
    ]);
    const one = await redshift.send(new DescribeClustersCommand({ ClusterIdentifier: 'c2' }));
    expect(one.Clusters).toHaveLength(1);
    const none = redshift.send(new DescribeClustersCommand({ ClusterIdentifier: 'c3' }));
    expect(await refusal(none)).toMatchObject({ name: 'ClusterNotFoundFault' });
  });
});

describe('Redshift Serverless', () => {
  const credentials = (workgroupName: string, durationSeconds = 900) =>
    serverless.send(new GetCredentialsCommand({ workgroupName, dbName: 'analytics', durationSeconds }));

  it('answers temporary credentials', async () => {
    standIn.load({ redshift_serverless: { wg: { user: 'IAMR:worker' }, other: {} } });
    expect(await credentials('wg', 1800)).toMatchObject({
      dbUser: 'IAMR:worker',
      dbPassword: 'tmp-pw/wg/analytics/1800',
      expiration: new Date(NOW + 1_800_000),
    });
    expect((await credentials('other')).dbUser).toBe('IAMR:lava-dev-worker-core');
    expect(await refusal(credentials('none'))).toMatchObject({ name: 'ResourceNotFoundException' });
    expect(await refusal(credentials('wg', 60))).toMatchObject({ name: 'ValidationException' });
  });
});

describe('STS', () => {
  it('assumes a role of the fixture, whose identity the new credentials have', async () => {
    standIn.load({ sts: { [ROLE]: { access_key_id: 'ASIAROLE', external_id: 'ext' } } });
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: ROLE,
        RoleSessionName: 'lava',
        DurationSeconds: 900,
        ExternalId: 'ext',
        Tags: [{ Key: 'team', Value: 'data' }],
      }),
    );
    expect(Credentials).toMatchObject({ AccessKeyId: 'ASIAROLE', Expiration: new Date(NOW + 900_000) });
    expect(standIn.calls()[0]?.params).toEqual({
      RoleArn: ROLE,
      RoleSessionName: 'lava',
      DurationSeconds: 900,
      ExternalId: 'ext',
      Tags: [{ Key: 'team', Value: 'data' }],
    });
    const asRole = new STSClient({
      region: 'us-east-1',
      endpoint: standIn.endpoint,
      credentials: { accessKeyId: 'ASIAROLE', secretAccessKey: 'any' },
    });
    const identity = await asRole.send(new GetCallerIdentityCommand({}));
    asRole.destroy();
    expect(identity.Arn).toBe('arn:aws:sts::123456789012:assumed-role/dashboard/lava');
    expect(standIn.calls()[1]).toMatchObject({ accessKeyId: 'ASIAROLE', region: 'us-east-1' });
  });

  it('denies other roles and a wrong external id', async () => {
    standIn.load({ sts: { [ROLE]: { access_key_id: 'ASIAROLE', external_id: 'ext' } } });
    const assume = (RoleArn: string, ExternalId?: string) =>
      refusal(sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'lava', ExternalId })));
    expect(await assume(`${ROLE}2`)).toMatchObject({
      name: 'AccessDenied',
      Code: 'AccessDenied',
      status: 403,
    });
    expect(await assume(ROLE, 'other')).toMatchObject({ name: 'AccessDenied' });
  });
});

describe('every service', () => {
  it('refuses unsigned and malformed calls', async () => {
    standIn.load({ ssm: { a: 'one' } });
    const json = await fetch(standIn.endpoint, {
      method: 'POST',
      headers: { 'x-amz-target': 'AmazonSSM.GetParameter' },
      body: '{"Name":"a"}',
    });
    expect([json.status, await json.json()]).toEqual([
      403,
      { __type: 'MissingAuthenticationTokenException', message: 'Missing Authentication Token' },
    ]);
    const query = await fetch(standIn.endpoint, { method: 'POST', body: 'Action=GetCallerIdentity' });
    expect(query.status).toBe(403);
    expect(await query.text()).toContain('<Code>MissingAuthenticationToken</Code>');
    const malformed = await fetch(standIn.endpoint, {
      method: 'POST',
      headers: { authorization: 'Bearer x' },
    });
    expect(await malformed.text()).toContain('<Code>IncompleteSignature</Code>');
    expect(standIn.calls()).toEqual([]);
  });

  it("tells its own clock's time", async () => {
    const response = await fetch(standIn.endpoint);
    expect(response.headers.get('date')).toBe('Sun, 01 Mar 2026 10:00:00 GMT');
  });

  it('can refuse a whole operation', async () => {
    standIn.load({
      operations: { 'ssm:DescribeParameters': { error: 'AccessDeniedException', message: 'no' } },
    });
    expect(await refusal(ssm.send(new DescribeParametersCommand({})))).toMatchObject({
      name: 'AccessDeniedException',
    });
  });

  it('says when its port is in use', async () => {
    const port = Number(new URL(standIn.endpoint).port);
    await expect(startAwsStandIn({ port })).rejects.toThrow('EADDRINUSE');
  });
});
