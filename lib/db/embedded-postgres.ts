import { randomUUID } from 'node:crypto';
import { access, appendFile, chmod, chown, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { Client } from 'pg';
import { findRunningServer, removeStalePid } from './postgres-pid';
import { findPostgresProgram, type PostgresProgram } from './postgres-program';
import { writePrivateFile } from './private-file';

export interface EmbeddedPostgresOptions {
  /** Holds the database files, the log and the superuser's password; made when absent. */
  readonly dataDir: string;
  /** On 127.0.0.1; 0: any free port. A server that runs already keeps its own. */
  readonly port: number;
  /** Made when absent; the default is `postgres`, which always exists. */
  readonly database?: string;
  /** Settings by name, as in `postgresql.conf`. */
  readonly settings?: Readonly<Record<string, string | number>>;
  /** PEM texts; given, the server takes TLS connections. */
  readonly tls?: { readonly key: string; readonly cert: string };
}

export interface EmbeddedPostgres {
  readonly port: number;
  /** Connects as the superuser to `database`. */
  readonly url: string;
  /** Whether it ran already, left over from a process that was killed. */
  readonly reused: boolean;
  /** Stops the server, whoever started it. */
  stop(): Promise<void>;
}

const SUPERUSER = 'postgres';
const START_SECONDS = 30;
const FREE_PORT_ATTEMPTS = 5;

/**
 * Starts PostgreSQL on a data folder, or finds the one that still runs there. The server is a process of its own:
 * it outlives this one, also after `kill -9`, and the next start takes it over. An initialisation that was cut
 * short is begun anew. Throws with PostgreSQL's own words when it does not start; when the port is taken, naming it,
 * with the code `EADDRINUSE`.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir);
  await mkdir(dataDir, { recursive: true });
  const program = await findPostgresProgram(dataDir);
  const pgdata = join(dataDir, 'pgdata');
  const password = await superuserPassword(dataDir, program);

  if (!(await exists(pgdata))) await initialise(dataDir, pgdata, program);
  const running = await findRunningServer(pgdata, START_SECONDS * 1000);
  if (running === undefined) await removeStalePid(pgdata);
  const port = running?.port ?? (await launch(dataDir, pgdata, program, options));
  const address = `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}`;
  const database = options.database ?? 'postgres';
  await ensureDatabase(`${address}/postgres`, database);

  return {
    port,
    url: `${address}/${encodeURIComponent(database)}`,
    reused: running !== undefined,
    stop: () =>
      program.run('pg_ctl', ['stop', '-D', pgdata, '-m', 'fast', '-w', '-t', String(START_SECONDS)]),
  };
}

/** A random password that is made once; only digits and letters, so that it fits any URL. */
async function superuserPassword(dataDir: string, { owner }: PostgresProgram): Promise<string> {
  const path = join(dataDir, 'superuser-password');
  if (!(await exists(path))) await writePrivateFile(path, randomUUID(), owner);
  return readFile(path, 'utf8');
}

async function initialise(dataDir: string, pgdata: string, program: PostgresProgram): Promise<void> {
  for (const name of await readdir(dataDir)) {
    if (name.startsWith('pgdata.new-')) await rm(join(dataDir, name), { recursive: true });
  }
  const draft = `${pgdata}.new-${randomUUID()}`;
  await mkdir(draft, { mode: 0o700 });
  if (program.owner) await chown(draft, program.owner.uid, program.owner.gid);
  await program.run('initdb', [
    `--pgdata=${draft}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${join(dataDir, 'superuser-password')}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--no-sync',
    '--no-instructions',
  ]);
  await rename(draft, pgdata);
}

/** Starts the server and returns its port. Another process may take a free port before the server does: then again. */
async function launch(
  dataDir: string,
  pgdata: string,
  program: PostgresProgram,
  options: EmbeddedPostgresOptions,
): Promise<number> {
  const log = join(dataDir, 'postgres.log');
  await appendFile(log, '');
  await chmod(log, 0o600);
  if (program.owner) await chown(log, program.owner.uid, program.owner.gid);
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    ...(options.tls && (await tlsSettings(dataDir, program, options.tls))),
    ...options.settings,
  };
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port === 0 ? await freePort() : options.port;
    try {
      await runServer(dataDir, pgdata, log, program, { ...settings, port });
      return port;
    } catch (error) {
      if (options.port !== 0 || attempt === FREE_PORT_ATTEMPTS || !isPortTaken(error)) throw error;
    }
  }
}

async function runServer(
  dataDir: string,
  pgdata: string,
  log: string,
  program: PostgresProgram,
  settings: Readonly<Record<string, string | number>>,
): Promise<void> {
  const flags = Object.entries(settings).map(([name, value]) => `-c ${shellQuoted(`${name}=${value}`)}`);
  const before = (await readFile(log, 'utf8')).length;
  const waiting = ['-s', '-w', '-t', String(START_SECONDS)];
  try {
    await program.run('pg_ctl', ['start', '-D', pgdata, '-l', log, ...waiting, '-o', flags.join(' ')]);
  } catch (cause) {
    const said = (await readFile(log, 'utf8')).slice(before).trim();
    if (said.includes('could not bind')) {
      const message = `Port ${settings.port} on 127.0.0.1 is in use.`;
      throw Object.assign(new Error(message, { cause }), { code: 'EADDRINUSE' });
    }
    throw new Error(`PostgreSQL did not start on ${dataDir}. It said: ${said}`, { cause });
  }
}

/** Whether a server could not start because another process listens on its port. */
export function isPortTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}

async function tlsSettings(dataDir: string, { owner }: PostgresProgram, tls: { key: string; cert: string }) {
  const ssl_key_file = join(dataDir, 'server.key');
  const ssl_cert_file = join(dataDir, 'server.crt');
  await writePrivateFile(ssl_key_file, tls.key, owner);
  await writePrivateFile(ssl_cert_file, tls.cert, owner);
  return { ssl: 'on', ssl_key_file, ssl_cert_file };
}

async function ensureDatabase(url: string, database: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [database]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}

/** `pg_ctl` hands the settings to a shell. */
function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (address === null || typeof address === 'string') throw new Error('No free port was found.');
  return address.port;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
