import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServerCertificate, type ServerCertificate } from './certificates';
import { type StandInRedshift, startStandInRedshift } from './stand-in-redshift';
import { startTlsFront, type TlsFront } from './tls-front';

let dataDir: string;
let trusted: ServerCertificate;
let other: ServerCertificate;
let redshift: StandInRedshift;
let front: TlsFront;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tls-front-'));
  await chmod(dataDir, 0o755);
  [trusted, other] = await Promise.all([
    createServerCertificate('Trusted CA', 'redshift.test'),
    createServerCertificate('Other CA', 'redshift.test'),
  ]);
  const users = { etl: 'pw' };
  redshift = await startStandInRedshift({ dataDir, port: 0, tls: trusted, databases: [], users });
  front = await startTlsFront({ port: 0, tls: other, targetPort: redshift.port });
});

afterAll(async () => {
  await front.stop();
  await redshift.stop();
  await rm(dataDir, { recursive: true });
});

function client(ssl: false | { ca: string }) {
  return new Client({
    host: '127.0.0.1',
    port: front.port,
    user: 'etl',
    password: 'pw',
    database: 'postgres',
    ssl: ssl && { ...ssl, checkServerIdentity: () => undefined },
  });
}

describe('startTlsFront', () => {
  it('reaches the database with its own certificate', async () => {
    const connected = client({ ca: other.ca });
    await connected.connect();
    const { rows } = await connected.query('SELECT current_user');
    await connected.end();
    expect(rows).toEqual([{ current_user: 'etl' }]);
  });

  it('is not trusted by the authority of the database', async () => {
    await expect(client({ ca: trusted.ca }).connect()).rejects.toThrow('unable to verify');
  });

  it('closes a connection without TLS', async () => {
    await expect(client(false).connect()).rejects.toThrow('terminated unexpectedly');
  });
});
