import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Secret } from '../connectors/secret';
import type { Fixture } from '../sandbox/aws/fixture';
import { type AwsStandIn, startAwsStandIn } from '../sandbox/aws-stand-in';
import { AwsClients } from './aws-clients';
import { type AwsHelp, createAwsHelp } from './aws-help';

const never = new AbortController().signal;
const ROLE = 'arn:aws:iam::123456789012:role/worker';
let aws: AwsStandIn;
let clients: AwsClients;

beforeAll(async () => {
  aws = await startAwsStandIn();
});
afterEach(() => clients.close());
afterAll(() => aws.stop());

function helpOn(fixture: Fixture): AwsHelp {
  aws.load(fixture);
  clients = new AwsClients();
  const config = {
    region: 'ap-southeast-2',
    endpoint: aws.endpoint,
    allowInsecureEndpoint: true,
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: new Secret('example') },
  };
  return createAwsHelp(config, clients);
}

const many = (prefix: string, count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`${prefix}${String(index).padStart(3, '0')}`, 'canary']),
  );

describe('places', () => {
  test('clusters of the region with the database they were made with', async () => {
    const help = helpOn({
      redshift: {
        here: {
          endpoint: { Address: 'here.example', Port: 5439 },
          database: 'sales',
          region: 'ap-southeast-2',
        },
        elsewhere: { region: 'us-east-1' },
      },
    });
    expect(await help.listClusters(never)).toEqual([
      {
        id: 'here',
        status: 'available',
        endpoint: { host: 'here.example', port: 5439 },
        database: 'sales',
      },
    ]);
  });

  test('workgroups, with and without an endpoint', async () => {
    const help = helpOn({
      redshift_serverless: {
        ready: { endpoint: { address: 'ready.example', port: 5439 } },
        coming: { status: 'CREATING' },
      },
    });
    expect(await help.listWorkgroups(never)).toEqual([
      {
        name: 'ready',
        arn: expect.stringMatching(
          /^arn:aws:redshift-serverless:ap-southeast-2:123456789012:workgroup\/\w{32}$/,
        ),
        status: 'AVAILABLE',
        endpoint: { host: 'ready.example', port: 5439 },
      },
      { name: 'coming', arn: expect.any(String), status: 'CREATING', endpoint: null },
    ]);
  });
});

describe('names', () => {
  test('of parameters under a prefix, page by page', async () => {
    const help = helpOn({ ssm: { ...many('/lava/dev/', 120), '/lava/prod/a': 'canary' } });
    const all = await help.listParameterNames('/lava/dev/', 500, never);
    expect(all.complete).toBe(true);
    expect(all.names).toHaveLength(120);
    expect(all.names).not.toContain('/lava/prod/a');
    expect(await help.listParameterNames('/lava/dev/', 60, never)).toMatchObject({ complete: false });
    expect((await help.listParameterNames('/lava/dev/', 60, never)).names).toHaveLength(60);
    expect(await help.listParameterNames('/lava/dev/', 120, never)).toMatchObject({ complete: true });
  });

  test('of secrets under a prefix, page by page', async () => {
    const secrets = Object.fromEntries(
      Object.keys(many('/lava/dev/s', 150)).map((name) => [name, { json: {} }]),
    );
    const help = helpOn({ secrets: { ...secrets, other: { json: {} } } });
    expect(await help.listSecretNames('/lava/dev/', 500, never)).toMatchObject({ complete: true });
    expect((await help.listSecretNames('/lava/dev/', 500, never)).names).toHaveLength(150);
    expect(await help.listSecretNames('/lava/dev/', 100, never)).toMatchObject({ complete: false });
  });

  test('of the keys in a secret, never a value', async () => {
    const help = helpOn({
      secrets: {
        s: { json: { username: 'CANARY-1', password: 'CANARY-2', 'my own': { deep: 'CANARY-3' } } },
        text: { SecretString: 'CANARY-4' },
        list: { json: ['CANARY-5'] },
        empty: { json: [] },
        binary: { SecretBinary: 'Q0FOQVJZ' },
      },
    });
    expect(await help.secretKeyNames('s', never)).toEqual({
      kind: 'keys',
      keys: ['username', 'password', 'my own'],
    });
    expect(await help.secretKeyNames('text', never)).toEqual({ kind: 'not-json' });
    expect(await help.secretKeyNames('list', never)).toEqual({ kind: 'not-object' });
    expect(await help.secretKeyNames('empty', never)).toEqual({ kind: 'keys', keys: [] });
    expect(await help.secretKeyNames('binary', never)).toEqual({ kind: 'binary' });
    await expect(help.secretKeyNames('none', never)).rejects.toMatchObject({
      awsCode: 'ResourceNotFoundException',
    });
  });
});

describe('simulated policies', () => {
  const DB = 'arn:aws:redshift:ap-southeast-2:123456789012:dbname:shop/sales';
  const KEY = 'arn:aws:kms:ap-southeast-2:123456789012:key/*';
  const action = 'redshift:GetClusterCredentials';

  test('allow, lack and forbid', async () => {
    const help = helpOn({
      policies: {
        [ROLE]: [
          { Effect: 'Allow', Action: 'redshift:Get*', Resource: 'arn:aws:redshift:*:*:dbname:shop/*' },
          { Effect: 'Deny', Action: '*', Resource: '*:dbname:shop/secret' },
        ],
      },
    });
    const verdict = (resource: string) => help.simulatePolicy({ roleArn: ROLE, action, resource }, never);
    expect(await verdict(DB)).toBe('allowed');
    expect(await verdict(DB.replace('shop', 'other'))).toBe('denied');
    expect(await verdict(DB.replace('sales', 'secret'))).toBe('forbidden');
  });

  test('look at the conditions', async () => {
    const help = helpOn({
      policies: {
        [ROLE]: [
          {
            Effect: 'Allow',
            Action: 'kms:Decrypt',
            Resource: KEY,
            Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/lava-dev-sys' } },
          },
        ],
      },
    });
    const decrypt = (alias: string) =>
      help.simulatePolicy(
        {
          roleArn: ROLE,
          action: 'kms:Decrypt',
          resource: KEY,
          context: { 'kms:ResourceAliases': [alias] },
        },
        never,
      );
    expect(await decrypt('alias/lava-dev-sys')).toBe('allowed');
    expect(await decrypt('alias/other')).toBe('denied');
  });

  test('of a role that does not exist', async () => {
    await expect(
      helpOn({}).simulatePolicy({ roleArn: ROLE, action, resource: DB }, never),
    ).rejects.toMatchObject({ service: 'iam', awsCode: 'NoSuchEntity' });
  });
});
