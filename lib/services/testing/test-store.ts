import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { Client, escapeIdentifier } from 'pg';
import { inject, vi } from 'vitest';
import { BUILT_IN_ADMIN } from '../../auth/actor';
import { startEmbeddedPostgres } from '../../db/embedded-postgres';
import { prisma } from '../../db/prisma';
import { PORT_ORDER } from '../../sandbox/sandbox-ports';
import { startSandbox } from '../../sandbox/start-sandbox';
import { fillStore } from '../sandbox/fill-store';

/** The store as every file finds it. */
const FILLED = 'filled';
/** Which of the test runner's workers this is, from 1: each runs one file after the other. */
const WORKER = Number(process.env.VITEST_POOL_ID);

/**
 * A store for one test file, with the migrations applied and the sandbox's examples in it, and a sandbox; the services
 * of this process are pointed at both. Call `close` when the file is done. The servers are real ones that go on running
 * for the next file of this worker, which finds its store as new: starting them takes longer than most files.
 */
export async function openFilledStore() {
  const { folder, firstPort } = inject('preparedStores');
  const own = path.join(folder, `worker-${WORKER}`);
  if (!existsSync(own)) await copyPrepared(folder, own);
  const dataDir = path.join(own, 'sandbox');
  await rm(path.join(dataDir, 'dynamodb'), { recursive: true, force: true });
  const [server, sandbox] = await Promise.all([
    startEmbeddedPostgres({ dataDir: path.join(own, 'store'), port: 0, settings: { fsync: 'off' } }),
    startSandbox({
      dataDir,
      portBase: firstPort + (WORKER - 1) * PORT_ORDER.length,
      keepDatabase: true,
    }),
  ]);
  const url = databaseUrl(server.url, 'store');
  await onServer(sandbox.redshift.adminUrl, (client) => dropRoles(client, 'IAM%'));
  await onServer(server.url, async (client) => {
    const names = await databases(client);
    const isNew = !names.includes(FILLED);
    for (const name of names) {
      if (name !== FILLED && !(isNew && name === 'store'))
        await client.query(`drop database ${escapeIdentifier(name)} with (force)`);
    }
    await dropRoles(client, '%');
    if (isNew) {
      await fillStore(url, sandbox);
      await client.query(`alter database store rename to ${FILLED}`);
    }
    await client.query(`create database store template ${FILLED}`);
  });
  for (const [name, value] of Object.entries({ ...sandbox.env, DATABASE_URL: url })) vi.stubEnv(name, value);
  return {
    url,
    context: { actor: BUILT_IN_ADMIN, requestId: 'test' },
    sandbox,
    close: async () => {
      await prisma().$disconnect();
      await sandbox.stop();
      vi.unstubAllEnvs();
    },
  };
}

/** PostgreSQL minds who owns its files: `-a` keeps it. Under its name only once all is there. */
async function copyPrepared(folder: string, own: string): Promise<void> {
  await mkdir(`${own}.new`);
  for (const name of ['store', 'sandbox']) {
    await promisify(execFile)('cp', ['-a', path.join(folder, name), `${own}.new`]);
  }
  await rename(`${own}.new`, own);
}

function databaseUrl(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

async function onServer(url: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/** All but those that every server has. */
async function databases(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select datname as "name" from pg_database where not datistemplate and datname <> 'postgres'`,
  );
  return rows.map(({ name }) => name);
}

/** Removes what other files left behind: roles belong to the whole server. */
async function dropRoles(client: Client, like: string): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select rolname as "name" from pg_roles where rolname like $1 and rolname !~ '^pg_' and not rolsuper`,
    [like],
  );
  for (const { name } of rows) await client.query(`drop role ${escapeIdentifier(name)}`);
}
