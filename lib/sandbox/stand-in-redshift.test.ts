import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetClusterCredentialsCommand, RedshiftClient } from '@aws-sdk/client-redshift';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAwsStandIn } from './aws-stand-in';
import { createServerCertificate, type ServerCertificate } from './certificates';
import { type StandInRedshift, startStandInRedshift } from './stand-in-redshift';

let dataDir: string;
let tls: ServerCertificate;
let standIn: StandInRedshift;

const start = () =>
  startStandInRedshift({
    dataDir,
    port: 0,
    tls,
    databases: ['analytics', 'ware"house'],
    users: { etl: 'first', 'o"dd\'user': 'p\'w"' },
  });

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'stand-in-redshift-'));
  await chmod(dataDir, 0o755);
  tls = await createServerCertificate('Test CA', 'redshift.test');
  standIn = await start();
});

afterAll(async () => {
  await standIn.stop();
  await rm(dataDir, { recursive: true });
});

/** Logs in over TLS, checking the chain, and answers who one is then. */
async function whoAmI(user: string, password: string, database = 'analytics') {
  const client = new Client({
    host: '127.0.0.1',
    port: standIn.port,
    user,
    password,
    database,
    ssl: { ca: tls.ca, checkServerIdentity: () => undefined },
  });
  await client.connect();
  try {
    const { rows } = await client.query('SELECT current_user, session_user, current_database() AS database');
    return rows[0];
  } finally {
    await client.end();
  }
}

const refused = (user: string, password: string) => expect(whoAmI(user, password)).rejects;

describe('startStandInRedshift', () => {
  it('lets its users in, over TLS with its own authority', async () => {
    expect(await whoAmI('etl', 'first')).toEqual({
      current_user: 'etl',
      session_user: 'etl',
      database: 'analytics',
    });
    expect(await whoAmI('o"dd\'user', 'p\'w"', 'ware"house')).toMatchObject({ current_user: 'o"dd\'user' });
    await refused('etl', 'wrong').toMatchObject({ code: '28P01' });
  });

  it('mints logins that act as the plain user', async () => {
    const user = 'o"dd\'user';
    const { password } = await standIn.mintLogin({ login: `IAM:${user}`, user, database: 'x', seconds: 900 });
    expect(await whoAmI(`IAM:${user}`, password)).toMatchObject({
      current_user: user,
      session_user: `IAM:${user}`,
    });
  });

  it('refuses an expired password, and gives a new one afterwards', async () => {
    const login = 'IAM:etl';
    const expired = await standIn.mintLogin({ login, user: 'etl', database: 'x', seconds: -1 });
    await refused(login, expired.password).toMatchObject({ code: '28P01' });
    const renewed = await standIn.mintLogin({ login, user: 'etl', database: 'x', seconds: 900 });
    expect(renewed.password).not.toBe(expired.password);
    expect(await whoAmI(login, renewed.password)).toMatchObject({ current_user: 'etl' });
  });

  it('keeps a password that still works, and the later expiry', async () => {
    const mint = (seconds: number) =>
      standIn.mintLogin({ login: 'IAM:etl', user: 'etl', database: 'x', seconds });
    const [long, short] = [await mint(3600), await mint(900)];
    expect(short.password).toBe(long.password);
    expect(short.expiresAt.getTime()).toBeLessThan(long.expiresAt.getTime());
    const admin = new Client({ connectionString: standIn.adminUrl });
    await admin.connect();
    const { rows } = await admin.query(
      "SELECT rolvaliduntil AS until FROM pg_roles WHERE rolname = 'IAM:etl'",
    );
    await admin.end();
    expect(rows[0].until).toEqual(long.expiresAt);
  });

  it('answers for an unknown user as AWS does, and refuses that login', async () => {
    const minted = await standIn.mintLogin({
      login: 'IAM:ghost',
      user: 'ghost',
      database: 'x',
      seconds: 900,
    });
    await refused('IAM:ghost', minted.password).toMatchObject({ code: '28P01' });
  });

  it('creates the user of a role, as serverless does', async () => {
    const login = 'IAMR:worker';
    const { password } = await standIn.mintLogin({ login, user: login, database: 'x', seconds: 900 });
    expect(await whoAmI(login, password)).toMatchObject({ current_user: login });
  });

  it('is what the stand-in AWS hands credentials out for', async () => {
    const aws = await startAwsStandIn({ redshift: standIn.mintLogin, fixture: { redshift: { c1: {} } } });
    const client = new RedshiftClient({
      region: 'ap-southeast-2',
      endpoint: aws.endpoint,
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'any' },
    });
    const { DbUser = '', DbPassword = '' } = await client.send(
      new GetClusterCredentialsCommand({ ClusterIdentifier: 'c1', DbUser: 'etl', DbName: 'analytics' }),
    );
    client.destroy();
    await aws.stop();
    expect(await whoAmI(DbUser, DbPassword)).toMatchObject({ current_user: 'etl', session_user: 'IAM:etl' });
  });

  it('takes over a server that still runs, with its users brought up to date', async () => {
    const again = await start();
    expect([again.reused, again.port]).toEqual([true, standIn.port]);
    expect(await whoAmI('etl', 'first')).toMatchObject({ current_user: 'etl' });
  });
});
