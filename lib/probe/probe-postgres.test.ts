import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Secret } from '../connectors/secret';
import type { Spec } from '../connectors/spec';
import type { Credentials } from '../resolution/resolution';
import { createServerCertificate, type ServerCertificate } from '../sandbox/certificates';
import { listen } from '../sandbox/listen';
import { type StandInRedshift, startStandInRedshift } from '../sandbox/stand-in-redshift';
import { probe } from './probe';
import { probeContext, report, resolvedSpec } from './probe.fixture';
import type { ProbeContext } from './probe-context';

let dataDir: string;
let tls: ServerCertificate;
let standIn: StandInRedshift;
let admin: Client;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'probe-postgres-'));
  await chmod(dataDir, 0o755);
  tls = await createServerCertificate('Test CA', 'redshift.test');
  standIn = await startStandInRedshift({
    dataDir,
    port: 0,
    tls,
    databases: ['analytics', 'closed'],
    users: { etl: 'right', lonely: 'right', other: 'right', trapped: 'right' },
  });
  admin = new Client({ connectionString: standIn.adminUrl });
  await admin.connect();
  await admin.query('REVOKE CONNECT ON DATABASE closed FROM PUBLIC');
  await admin.query('ALTER ROLE lonely CONNECTION LIMIT 0');
  await admin.query('GRANT etl TO other');
  await admin.query('ALTER ROLE other SET ROLE TO etl');
});

afterAll(async () => {
  await admin.end();
  await standIn.stop();
  await rm(dataDir, { recursive: true });
});

const spec = (fields: Spec = {}) =>
  resolvedSpec(standIn.port, { ssl: true, password: new Secret('right'), ...fields });
const context = (overrides: Partial<ProbeContext> = {}) => probeContext(standIn.port, overrides);

const IAM: Credentials = {
  method: 'iam',
  expiresAt: new Date(Date.now() + 900_000),
  minted: {
    mintedAt: new Date(),
    durationSeconds: 900,
    cluster: 'etl',
    database: 'analytics',
    requestedUser: 'etl',
    returnedUser: 'IAM:etl',
  },
};

/** Sessions of the probe that the server still has. */
async function sessions(): Promise<number> {
  const { rows } = await admin.query("SELECT FROM pg_stat_activity WHERE application_name = 'lv-dev-test'");
  return rows.length;
}

describe('probe against a real server', () => {
  it('passes, stage by stage', async () => {
    const result = await report(spec(), context());
    expect(result.stages.map(({ stage, state }) => `${stage} ${state}`)).toEqual([
      'driver passed',
      'dns passed',
      'tcp passed',
      'tls passed',
      'login passed',
      'query passed',
      'identity passed',
    ]);
    expect(result.outcome).toBe('passed');
    expect(result.stage('tls')?.message).toBe(
      'Encrypted, certificate not checked by the driver (it would not be trusted).',
    );
    expect(result.stage('tls')?.details).toMatchObject({
      protocol: 'TLSv1.3',
      subject: 'CN=redshift.test',
      issuer: 'CN=Test CA',
      expires: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      trusted: false,
      notTrustedBecause: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      hostNameMatches: false,
    });
    expect(result.stage('login')?.details).toMatchObject({ authentication: 'scram-sha-256' });
    expect(result.connected).toMatchObject({
      user: 'etl',
      encryption: 'unchecked',
      identity: { user: 'etl', database: 'analytics', version: expect.stringContaining('PostgreSQL') },
    });
    expect(JSON.stringify(result)).not.toContain('right');
    await vi.waitFor(async () => expect(await sessions()).toBe(0));
  });

  it("checks the chain for AWS's driver, with the authorities it is given, never the host name", async () => {
    const fields = { subtype: 'redshift' };
    const refused = await report(spec(fields), context());
    expect(refused.stopped).toMatchObject({
      stage: 'tls',
      code: 'TLS_NOT_TRUSTED',
      details: { trusted: false, issuer: 'CN=Test CA' },
    });
    const trusted = await report(spec(fields), context({ extraCa: [tls.ca] }));
    expect(trusted.outcome).toBe('passed');
    expect(trusted.stage('tls')?.details).toMatchObject({ trusted: true, hostNameMatches: false });
    expect(trusted.connected?.encryption).toBe('checked');
  });

  it('says when the host name matches', async () => {
    const result = await report(
      spec({ host: 'redshift.test' }),
      context({ lookup: async () => ['127.0.0.1'] }),
    );
    expect(result.stage('tls')?.details).toMatchObject({ hostNameMatches: true });
  });

  it.each([
    ['pg8000', 'encrypts where it can', 'unchecked', 'passed'],
    ['redshift', 'goes in plaintext', 'plaintext', 'warning'],
  ])('without ssl, %s %s', async (subtype, _, encryption, outcome) => {
    const result = await report(spec({ ssl: undefined, subtype }), context());
    expect(result.connected?.encryption).toBe(encryption);
    expect(result.outcome).toBe(outcome);
    expect(result.stage('tls')?.code).toBe(encryption === 'plaintext' ? 'PLAINTEXT' : undefined);
  });

  it.each([
    [{ password: new Secret('wrong') }, 'PASSWORD_REFUSED', '28P01'],
    [{ user: 'nobody' }, 'PASSWORD_REFUSED', '28P01'],
    [{ database: 'nothing' }, 'DATABASE_UNKNOWN', '3D000'],
    [{ database: 'closed' }, 'DATABASE_NOT_PERMITTED', '42501'],
    [{ user: 'lonely' }, 'TOO_MANY_CONNECTIONS', '53300'],
  ])('%j ends at login with %s and keeps the SQLSTATE', async (fields, code, sqlState) => {
    const result = await report(spec(fields), context());
    expect(result.stopped).toMatchObject({ stage: 'login', code, details: { sqlState } });
    expect(result.stopped?.hint).toBeTruthy();
  });

  it('names the reference a refused password came from', async () => {
    const trace = { password: { source: 'ssm', parameter: '/lava/dev/etl' } } as const;
    const credentials: Credentials = { method: 'ssm', expiresAt: null };
    const fields = { password: new Secret('wrong') };
    const ssm = await report(spec(fields), context({ trace, credentials }));
    expect(ssm.stopped?.message).toContain('the SSM parameter /lava/dev/etl');
    const secret = await report(
      spec(fields),
      context({
        trace: { password: { source: 'secret', secretId: '/lava/dev/db', key: 'password' } },
        credentials: { method: 'secret', expiresAt: null },
      }),
    );
    expect(secret.stopped).toMatchObject({ field: 'secret_id' });
    expect(secret.stopped?.message).toContain('the secret /lava/dev/db');
  });

  it('works as the plain user with a temporary login', async () => {
    const { password } = await standIn.mintLogin({
      login: 'IAM:etl',
      user: 'etl',
      database: 'analytics',
      seconds: 900,
    });
    const result = await report(
      spec({ user: 'IAM:etl', password: new Secret(password) }),
      context({ credentials: IAM }),
    );
    expect(result.outcome).toBe('passed');
    expect(result.connected).toMatchObject({ user: 'IAM:etl', identity: { user: 'etl' } });
  });

  it('knows a temporary login of a user that does not exist, and one that has expired', async () => {
    const fields = { user: 'IAM:ghost', password: new Secret('minted') };
    const minted = IAM.minted && { ...IAM.minted, requestedUser: 'ghost', returnedUser: 'IAM:ghost' };
    const unknown = await report(
      spec(fields),
      context({ credentials: { ...IAM, ...(minted && { minted }) } }),
    );
    expect(unknown.stopped).toMatchObject({ stage: 'login', code: 'IAM_USER_UNKNOWN', field: 'user' });
    expect(unknown.stopped?.hint).toContain('CREATE USER ghost PASSWORD DISABLE;');
    const expired = await report(
      spec(fields),
      context({ credentials: { ...IAM, expiresAt: new Date(Date.now() - 1000) } }),
    );
    expect(expired.stopped).toMatchObject({ stage: 'login', code: 'CREDENTIALS_EXPIRED' });
  });

  it('warns when the session works as somebody else', async () => {
    const result = await report(spec({ user: 'other' }), context());
    expect(result.outcome).toBe('warning');
    expect(result.stage('identity')).toMatchObject({ state: 'warning', code: 'IDENTITY_UNEXPECTED' });
    expect(result.connected?.identity.user).toBe('etl');
  });

  it('says when the server refuses the query', async () => {
    const url = new URL(standIn.adminUrl);
    url.pathname = '/analytics';
    const inAnalytics = new Client({ connectionString: url.href });
    await inAnalytics.connect();
    await inAnalytics.query('CREATE SCHEMA trap');
    await inAnalytics.query(
      "CREATE FUNCTION trap.version() RETURNS text LANGUAGE sql AS 'SELECT (1/0)::text'",
    );
    await inAnalytics.query('GRANT USAGE ON SCHEMA trap TO trapped');
    await inAnalytics.query('ALTER ROLE trapped SET search_path TO trap, pg_catalog');
    await inAnalytics.end();
    const result = await report(spec({ user: 'trapped' }), context());
    expect(result.stopped).toMatchObject({
      stage: 'query',
      code: 'QUERY_FAILED',
      details: { sqlState: '22012' },
    });
  });

  it('takes its leave as the protocol wants it', async () => {
    let sent = Buffer.alloc(0);
    const relay = createServer((socket) => {
      const target = connect(standIn.port, '127.0.0.1');
      socket.on('data', (chunk) => {
        sent = Buffer.concat([sent, chunk]);
      });
      socket.on('error', () => target.destroy()).on('close', () => target.destroy());
      target.on('error', () => socket.destroy());
      socket.pipe(target).pipe(socket);
    });
    const port = await listen(relay, 0);
    const result = await report(spec({ port, ssl: false, subtype: 'redshift' }), probeContext(port));
    expect(result.connected?.encryption).toBe('plaintext');
    expect(sent.subarray(-5)).toEqual(Buffer.from('X\0\0\0\x04'));
    relay.close();
    await once(relay, 'close');
  });

  it.each(['login', 'query', 'identity'])('cancelled at %s: leaves no session behind', async (stage) => {
    const cancel = new AbortController();
    const events = probe(spec(), context({ signal: cancel.signal }));
    let next = await events.next();
    while (!next.done) {
      if (next.value.kind === 'started' && next.value.stage === stage) cancel.abort();
      next = await events.next();
    }
    expect(next.value.outcome).toBe(stage === 'identity' ? 'passed' : 'cancelled');
    await vi.waitFor(async () => expect(await sessions()).toBe(0));
  });
});
