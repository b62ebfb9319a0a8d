import { createHmac } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import pg from 'pg';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../lib/db/embedded-postgres';
import { freePorts } from '../lib/sandbox/free-ports';
import { freePort } from '../scripts/free-port';
import { sandboxCookie } from '../scripts/sandbox-cookie';
import { serverEnv } from '../scripts/server-env';
import { type ProductProcess, ROOT, startProcess, stopLeft } from './product-process';
import { expectNoSecret } from './secrets-in-store';

/** What shows the metrics of the products that are started here. */
export const METRICS_TOKEN = 'collector-token-0123456789';
const SETTINGS = { METRICS_TOKEN, LOG_LEVEL: 'info', AUTH_SECRET: 'a-secret-of-tests-that-signs-cookies' };
const SESSION = 'lava.session_token';

/** A PostgreSQL that tests start and stop, and the products that work on it. */
export interface OwnStore {
  readonly url: string;
  /** The files of the server. */
  readonly pgdata: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Carries out one statement and returns its rows. */
  ask<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]>;
  /** `npm start`, with the sandbox. */
  startAll(env?: Record<string, string>): Promise<ProductProcess>;
  /** The web server alone, without the sandbox. */
  startServer(env?: Record<string, string>): Promise<ProductProcess>;
  /** Stops everything that was started, searches what was stored for secrets, and removes the files. */
  close(): Promise<void>;
}

/** A store of a test file's own, which does not run yet. */
export async function ownStore(): Promise<OwnStore> {
  const folder = await mkdtemp(path.join(ROOT, '.test-data-own-'));
  await chmod(folder, 0o755);
  const dataDir = path.join(folder, 'postgres');
  const port = await freePort();
  let database: EmbeddedPostgres | undefined = await startEmbeddedPostgres({
    dataDir,
    port,
    database: 'store',
  });
  const { url } = database;
  const stop = async () => {
    await database?.stop();
    database = undefined;
  };
  await stop();
  const start = async () => {
    database ??= await startEmbeddedPostgres({ dataDir, port, database: 'store' });
  };
  return {
    url,
    pgdata: path.join(dataDir, 'pgdata'),
    stop,
    start,
    ask: async <Row extends pg.QueryResultRow>(sql: string) => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      try {
        return (await client.query<Row>(sql)).rows;
      } finally {
        await client.end();
      }
    },
    startAll: async (env = {}) => {
      const at = await freePort();
      return startProcess(at, {
        ...SETTINGS,
        DATABASE_URL: url,
        DATA_DIR: path.join(folder, `data-${at}`),
        SANDBOX: 'on',
        SANDBOX_PORT: String(await freePorts()),
        ...env,
      });
    },
    startServer: async (env = {}) => {
      const at = await freePort();
      const settings = serverEnv({
        ...SETTINGS,
        NODE_ENV: 'production',
        DATABASE_URL: url,
        SANDBOX: 'off',
        ...env,
      });
      return startProcess(at, settings, [
        'node_modules/next/dist/bin/next',
        'start',
        '--hostname',
        '127.0.0.1',
        '--port',
        String(at),
      ]);
    },
    close: async () => {
      try {
        await stopLeft();
        await start();
        await expectNoSecret(url);
      } finally {
        await stop();
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

/** Asks a product for an address, without following where it leads. */
export const get = (server: ProductProcess, address: string, headers: Record<string, string> = {}) =>
  fetch(`${server.base}${address}`, { headers, redirect: 'manual', signal: AbortSignal.timeout(20_000) });

/** The status of the answer; 0 when there is none. */
export async function statusOf(
  server: ProductProcess,
  address: string,
  headers: Record<string, string> = {},
): Promise<number> {
  return get(server, address, headers).then(
    async (answer) => {
      // A request has ended, for the log and the metrics, when its answer was taken.
      await answer.arrayBuffer();
      return answer.status;
    },
    () => 0,
  );
}

/** A session as the products sign it, whether their store knows it or not: brought to the page, and as a header. */
export async function bringSession(page: Page, server: ProductProcess, token: string) {
  const signature = createHmac('sha256', SETTINGS.AUTH_SECRET).update(token).digest('base64');
  const value = encodeURIComponent(`${token}.${signature}`);
  await bring(page, server, value);
  return { cookie: `${SESSION}=${value}` };
}

async function bring(page: Page, server: ProductProcess, value: string): Promise<void> {
  await page.context().addCookies([{ name: SESSION, value, url: server.base }]);
}

/** Signs the page in as the sandbox's admin, once there is one; the header for requests of the same. */
export async function signIn(server: ProductProcess, page?: Page): Promise<{ cookie: string }> {
  let signedIn = { header: '', value: '' };
  const attempt = async () => {
    signedIn = await sandboxCookie(server.base);
    return signedIn.header;
  };
  await expect.poll(() => attempt().catch(() => ''), { timeout: 45_000 }).not.toBe('');
  if (page) await bring(page, server, signedIn.value);
  return { cookie: signedIn.header };
}
