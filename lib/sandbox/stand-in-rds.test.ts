import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Signer } from '@aws-sdk/rds-signer';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServerCertificate, type ServerCertificate } from './certificates';
import { tokenProblem } from './rds-token-check';
import { type StandInRds, startStandInRds } from './stand-in-rds';
import { type StandInRedshift, startStandInRedshift } from './stand-in-redshift';

const HOST = 'orders.c7k2mzq4x9ab.ap-southeast-2.rds.amazonaws.com';
const KEY = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret/key+with=signs' };
const secretKeyOf = (id: string) => (id === KEY.accessKeyId ? KEY.secretAccessKey : undefined);

let dataDir: string;
let tls: ServerCertificate;
let database: StandInRedshift;
let rds: StandInRds;
let now = Date.now();

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'stand-in-rds-'));
  await chmod(dataDir, 0o755);
  tls = await createServerCertificate('RDS CA', HOST);
  const users = { app: 'app-password', reporting: 'reporting-password' };
  database = await startStandInRedshift({ dataDir, port: 0, tls, databases: ['orders'], users });
  rds = await startStandInRds({
    port: 0,
    tls,
    targetPort: database.port,
    hosts: [HOST],
    iamUsers: { app: users.app },
    secretKeyOf,
    now: () => now,
  });
});

afterAll(async () => {
  await rds.stop();
  await database.stop();
  await rm(dataDir, { recursive: true });
});

function token(
  options: { hostname?: string; port?: number; username?: string; key?: typeof KEY } = {},
): Promise<string> {
  const { hostname = HOST, port = rds.port, username = 'app', key = KEY } = options;
  return new Signer({ region: 'ap-southeast-2', hostname, port, username, credentials: key }).getAuthToken();
}

async function logIn(
  user: string,
  password: string,
  ssl: false | object = { ca: tls.ca, checkServerIdentity: () => undefined },
) {
  const client = new Client({ host: '127.0.0.1', port: rds.port, user, password, database: 'orders', ssl });
  client.on('error', () => client.removeAllListeners());
  await client.connect();
  try {
    const { rows } = await client.query(
      "SELECT current_user, current_database() AS database, repeat('x', 100000) AS long",
    );
    return { ...rows[0], long: rows[0].long.length };
  } finally {
    await client.end();
  }
}

const refused = (user: string, password: string) => expect(logIn(user, password)).rejects;

describe('startStandInRds', () => {
  it('lets a user with rds_iam in with a valid token, as the plain user', async () => {
    expect(await logIn('app', await token())).toEqual({
      current_user: 'app',
      database: 'orders',
      long: 100_000,
    });
  });

  it.each([
    ['for another host', { hostname: 'elsewhere.example.com' }],
    ['for another port', { port: 5432 }],
    ['for another user', { username: 'reporting' }],
    ['signed with another key', { key: { ...KEY, accessKeyId: 'AKIDOTHER' } }],
    ['with a wrong signature', { key: { ...KEY, secretAccessKey: 'another' } }],
  ])('refuses a token %s', async (_, options) => {
    await refused('app', await token(options)).toMatchObject({ code: '28000' });
  });

  it('refuses a token after its 15 minutes', async () => {
    const made = await token();
    now = Date.now() + 899_000;
    expect(await logIn('app', made)).toMatchObject({ current_user: 'app' });
    now = Date.now() + 901_000;
    await refused('app', made).toMatchObject({ code: '28000' });
    now = Date.now();
  });

  it('refuses the password of a user with rds_iam, and the token of one without', async () => {
    await refused('app', 'app-password').toMatchObject({ code: '28000' });
    await refused('reporting', await token({ username: 'reporting' })).toMatchObject({ code: '28P01' });
    expect(await logIn('reporting', 'reporting-password')).toMatchObject({ current_user: 'reporting' });
  });

  it('lets nobody in without TLS', async () => {
    await expect(logIn('app', await token(), false)).rejects.toMatchObject({ code: '28000' });
  });
});

describe('tokenProblem', () => {
  const use = (at: number) => ({ hosts: [HOST], port: rds.port, user: 'app', secretKeyOf, now: at });

  it('names what is wrong', async () => {
    const made = await token();
    expect(tokenProblem(made, use(Date.now()))).toBeUndefined();
    expect(tokenProblem(made, use(Date.now() + 3_600_000))).toBe('expired');
    expect(tokenProblem(made, use(Date.now() - 3_600_000))).toBe('not valid yet');
    expect(tokenProblem(made.replace('rds-db', 's3'), use(Date.now()))).toBe('signed for another service');
    expect(tokenProblem(made.replace('Expires=900', 'Expires=90000'), use(Date.now()))).toBe(
      'with a life that AWS does not sign',
    );
    expect(tokenProblem(made.replace('Action=connect', 'Action=other'), use(Date.now()))).toBe(
      'made for another action',
    );
    for (const text of ['', 'a password', 'not a url?x', `${HOST}:${rds.port}/`]) {
      expect(tokenProblem(text, use(Date.now())), text).toBeDefined();
    }
  });
});
