import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AwsClients } from '../aws/aws-clients';
import { createAwsPorts } from '../aws/aws-ports';
import { Secret } from '../connectors/secret';
import type { Fixture } from '../sandbox/aws/fixture';
import { type AwsStandIn, startAwsStandIn } from '../sandbox/aws-stand-in';
import { CredentialCache } from './credential-cache';
import type { AwsPorts } from './ports';
import { resolve } from './resolve-connection';

const clients = new AwsClients();
const never = new AbortController().signal;
const scope = { account: '123456789012', region: 'ap-southeast-2' };
let aws: AwsStandIn;
let ports: AwsPorts;

beforeAll(async () => {
  aws = await startAwsStandIn();
  ports = createAwsPorts(
    {
      region: scope.region,
      endpoint: aws.endpoint,
      allowInsecureEndpoint: true,
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: new Secret('example') },
    },
    clients,
  );
});
afterAll(async () => {
  clients.close();
  await aws.stop();
});

function cacheOn(fixture: Fixture) {
  aws.load(fixture);
  return new CredentialCache({ now: Date.now });
}

const REQUEST = { clusterId: 'wh', database: 'db', user: 'etl', durationSeconds: 900 };
const WORKGROUP = { workgroup: 'wg1', database: 'db', durationSeconds: 900 };

test('1000 connections at once on 20 clusters make 20 calls', async () => {
  const cache = cacheOn({ redshift: { '*': {} } });
  const wrapped = cache.wrap(ports, scope);
  const results = await Promise.all(
    Array.from({ length: 1000 }, (_, index) =>
      resolve(
        {
          conn_id: `c${index}`,
          type: 'redshift',
          enabled: true,
          host: `wh-${index % 20}.abc.ap-southeast-2.redshift.amazonaws.com`,
          port: 5439,
          database: 'db',
          user: 'etl',
        },
        { aws: wrapped, signal: new AbortController().signal, now: Date.now },
      ),
    ),
  );
  expect(results.every(({ ok }) => ok)).toBe(true);
  expect(aws.calls()).toHaveLength(20);
  expect(cache.list()).toHaveLength(20);
});

describe('shared only where everything that matters is the same', () => {
  test.each<[string, object]>([
    ['cluster', { clusterId: 'other' }],
    ['database', { database: 'other' }],
    ['user', { user: 'other' }],
    ['duration', { durationSeconds: 1200 }],
  ])('another %s', async (_, change) => {
    const wrapped = cacheOn({ redshift: { '*': {} } }).wrap(ports, scope);
    await wrapped.getClusterCredentials(REQUEST, never);
    await wrapped.getClusterCredentials(REQUEST, never);
    expect(aws.calls()).toHaveLength(1);
    await wrapped.getClusterCredentials({ ...REQUEST, ...change }, never);
    expect(aws.calls()).toHaveLength(2);
  });

  test.each([
    ['account', { account: '999999999999' }],
    ['region', { region: 'us-east-1' }],
  ])('another %s', async (_, change) => {
    const cache = cacheOn({ redshift: { '*': {} } });
    await cache.wrap(ports, scope).getClusterCredentials(REQUEST, never);
    await cache.wrap(ports, { ...scope, ...change }).getClusterCredentials(REQUEST, never);
    expect(aws.calls()).toHaveLength(2);
  });

  test('a cluster and a workgroup of the same name', async () => {
    const wrapped = cacheOn({ redshift: { '*': {} }, redshift_serverless: { '*': {} } }).wrap(ports, scope);
    await wrapped.getClusterCredentials({ ...REQUEST, clusterId: 'wg1' }, never);
    await wrapped.getServerlessCredentials(WORKGROUP, never);
    await wrapped.getServerlessCredentials(WORKGROUP, never);
    expect(aws.calls().map(({ operation }) => operation)).toEqual([
      'GetClusterCredentials',
      'GetCredentials',
    ]);
  });

  test('a role is assumed once, but never shared between session tags', async () => {
    const roleArn = 'arn:aws:iam::123456789012:role/rs01';
    const sessions = [{ access_key_id: 'ASIA1' }, { access_key_id: 'ASIA2' }];
    const wrapped = cacheOn({ sts: { [roleArn]: sessions }, redshift_serverless: { '*': {} } }).wrap(
      ports,
      scope,
    );
    const mint = async (tags: Record<string, string>) => {
      const request = { roleArn, sessionName: 'lava', durationSeconds: 900, tags };
      const role = await wrapped.assumeRole(request, never);
      return wrapped.getServerlessCredentials({ ...WORKGROUP, role }, never);
    };
    await mint({ team: 'a' });
    await mint({ team: 'a' });
    expect(aws.calls()).toHaveLength(2);
    await mint({ team: 'b' });
    expect(aws.calls().map(({ operation, accessKeyId }) => `${operation} ${accessKeyId}`)).toEqual([
      'AssumeRole AKIDEXAMPLE',
      'GetCredentials ASIA1',
      'AssumeRole AKIDEXAMPLE',
      'GetCredentials ASIA2',
    ]);
  });
});

test('a refusal is not kept', async () => {
  const wrapped = cacheOn({ redshift: { wh: [{ error: 'AccessDenied' }, {}] } }).wrap(ports, scope);
  await expect(wrapped.getClusterCredentials(REQUEST, never)).rejects.toMatchObject({
    awsCode: 'AccessDenied',
  });
  expect((await wrapped.getClusterCredentials(REQUEST, never)).user).toBe('IAM:etl');
});

test('one made anew replaces the old, and a forgotten one is minted again', async () => {
  const cache = cacheOn({
    redshift: { wh: [{ password: 'one' }, { password: 'two' }, { password: 'three' }] },
  });
  const get = async (fresh?: boolean) => {
    const wrapped = cache.wrap(ports, { ...scope, fresh });
    return (await wrapped.getClusterCredentials(REQUEST, never)).password.reveal();
  };
  expect(await get()).toBe('one');
  expect(await get(true)).toBe('two');
  expect(await get()).toBe('two');
  const [entry] = cache.list();
  expect(cache.forget(entry?.key ?? '')).toBe(true);
  expect(await get()).toBe('three');
});

describe('current is what whoever asks next is given', () => {
  const MINUTE = 60_000;

  test('until it is used up', async () => {
    aws.load({ redshift: { '*': {} } });
    let later = 0;
    const cache = new CredentialCache({ now: () => Date.now() + later });
    await cache.wrap(ports, scope).getClusterCredentials(REQUEST, never);
    const [entry] = cache.list();
    expect(cache.isCurrent(entry?.key ?? '')).toBe(true);
    later = 14.5 * MINUTE;
    expect(cache.list()).toEqual([entry]);
    expect(cache.isCurrent(entry?.key ?? '')).toBe(false);
    expect(cache.isCurrent('another')).toBe(false);
  });

  test('until the session of the role is used up that minted it', async () => {
    const roleArn = 'arn:aws:iam::123456789012:role/rs01';
    aws.load({
      sts: { [roleArn]: [{ access_key_id: 'ASIA1' }, { access_key_id: 'ASIA2' }] },
      redshift_serverless: { '*': {} },
    });
    let later = 0;
    const cache = new CredentialCache({ now: () => Date.now() + later });
    const wrapped = cache.wrap(ports, scope);
    const mint = async () => {
      const request = { roleArn, sessionName: 'lava', durationSeconds: 900 };
      const role = await wrapped.assumeRole(request, never);
      await wrapped.getServerlessCredentials({ ...WORKGROUP, durationSeconds: 3600, role }, never);
      return cache.list().map(({ key }) => cache.isCurrent(key));
    };
    expect(await mint()).toEqual([true]);
    later = 14.5 * MINUTE;
    expect(cache.list().map(({ key }) => cache.isCurrent(key))).toEqual([false]);
    expect(await mint()).toEqual([false, true]);
  });
});

test('the list tells what was minted, for what, by which test and until when, but no password', async () => {
  const cache = cacheOn({ redshift: { wh: { password: 'canary-1' } } });
  await cache.wrap(ports, { ...scope, mintedBy: 'run-7' }).getClusterCredentials(REQUEST, never);
  const [entry] = cache.list();
  expect(entry).toMatchObject({
    ...scope,
    kind: 'redshift',
    cluster: 'wh',
    database: 'db',
    requestedUser: 'etl',
    returnedUser: 'IAM:etl',
    durationSeconds: 900,
    mintedBy: 'run-7',
  });
  const life = (entry?.expiresAt.getTime() ?? 0) - (entry?.mintedAt.getTime() ?? 0);
  expect(life).toBeGreaterThanOrEqual(900_000 - 1_000);
  expect(JSON.stringify(cache.list())).not.toContain('canary');
});

test('parameters and secrets are read each time', async () => {
  const secrets = { s: [{ json: { password: 'one' } }, { json: { password: 'two' } }] };
  const wrapped = cacheOn({ ssm: { '/p': ['one', 'two'] }, secrets }).wrap(ports, scope);
  const values = [await wrapped.getParameter('/p', never), await wrapped.getParameter('/p', never)];
  expect(values.map(({ value }) => value.reveal())).toEqual(['one', 'two']);
  const read = [await wrapped.getSecretString('s', never), await wrapped.getSecretString('s', never)];
  expect(read.map((secret) => secret?.reveal())).toEqual(['{"password":"one"}', '{"password":"two"}']);
});
