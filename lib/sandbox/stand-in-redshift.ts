import { randomUUID } from 'node:crypto';
import pLimit from 'p-limit';
import { escapeIdentifier, escapeLiteral, Pool } from 'pg';
import { startEmbeddedPostgres } from '../db/embedded-postgres';
import type { MintLogin } from './aws/operation';
import type { ServerCertificate } from './certificates';

export interface StandInRedshift {
  readonly port: number;
  /** Whether a server that was still running was taken over. */
  readonly reused: boolean;
  /** Connects as the superuser; for tests. */
  readonly adminUrl: string;
  /** What `GetClusterCredentials` does in the database. */
  readonly mintLogin: MintLogin;
  stop(): Promise<void>;
}

export interface StandInRedshiftOptions {
  readonly dataDir: string;
  /** 0: any free port. */
  readonly port: number;
  readonly tls: ServerCertificate;
  readonly databases: readonly string[];
  /** The server goes on running when this stops. */
  readonly keepRunning?: boolean;
  /** Database users and their passwords. */
  readonly users: Readonly<Record<string, string>>;
}

/**
 * Starts a PostgreSQL that plays Redshift: TLS with the given certificate, real users, and temporary logins that
 * stop working at their expiry.
 */
export async function startStandInRedshift(options: StandInRedshiftOptions): Promise<StandInRedshift> {
  const server = await startEmbeddedPostgres({
    dataDir: options.dataDir,
    port: options.port,
    tls: options.tls,
    settings: {
      max_connections: 300,
      fsync: 'off',
      // A failing statement is logged whole by default, and ours hold passwords.
      log_min_error_statement: 'panic',
    },
  });
  const pool = new Pool({ connectionString: server.url, max: 1 });
  // An idle connection that breaks when the server stops is no error: the next query opens another.
  pool.on('error', () => pool.idleCount);
  for (const database of options.databases) await ensureDatabase(pool, database);
  for (const [user, password] of Object.entries(options.users)) {
    await ensureRole(pool, user, `LOGIN PASSWORD ${escapeLiteral(password)}`);
  }
  return {
    port: server.port,
    reused: server.reused,
    adminUrl: server.url,
    mintLogin: minter(pool),
    async stop() {
      await pool.end();
      if (!options.keepRunning) await server.stop();
    },
  };
}

/**
 * Temporary logins, one statement at a time. A login whose password still works keeps it and gets the later expiry
 * of the two: minting for one job must not cut off another.
 */
function minter(pool: Pool): MintLogin {
  const oneAtATime = pLimit(1);
  const minted = new Map<string, { password: string; expiresAt: Date }>();
  return ({ login, user, seconds }) =>
    oneAtATime(async () => {
      const now = Date.now();
      const before = minted.get(login);
      const valid = before !== undefined && before.expiresAt.getTime() > now;
      const expiresAt = new Date(Math.max(now + seconds * 1000, valid ? before.expiresAt.getTime() : 0));
      const current = { password: valid ? before.password : `CANARY-${randomUUID()}`, expiresAt };
      minted.set(login, current);
      const terms =
        `LOGIN PASSWORD ${escapeLiteral(current.password)} ` +
        `VALID UNTIL ${escapeLiteral(expiresAt.toISOString())}`;
      if (login === user) {
        await ensureRole(pool, login, terms);
      } else if (await exists(pool, 'SELECT FROM pg_roles WHERE rolname = $1', user)) {
        await ensureRole(pool, login, terms);
        await pool.query(`GRANT ${escapeIdentifier(user)} TO ${escapeIdentifier(login)}`);
        await pool.query(`ALTER ROLE ${escapeIdentifier(login)} SET ROLE TO ${escapeLiteral(user)}`);
      }
      // AWS answers for an unknown user as well; the login then fails, since there is none.
      return { password: current.password, expiresAt: new Date(now + seconds * 1000) };
    });
}

async function ensureRole(pool: Pool, name: string, terms: string): Promise<void> {
  const known = await exists(pool, 'SELECT FROM pg_roles WHERE rolname = $1', name);
  await pool.query(`${known ? 'ALTER' : 'CREATE'} ROLE ${escapeIdentifier(name)} ${terms}`);
}

async function ensureDatabase(pool: Pool, name: string): Promise<void> {
  if (await exists(pool, 'SELECT FROM pg_database WHERE datname = $1', name)) return;
  await pool.query(`CREATE DATABASE ${escapeIdentifier(name)}`);
}

async function exists(pool: Pool, sql: string, name: string): Promise<boolean> {
  const { rowCount } = await pool.query(sql, [name]);
  return rowCount !== 0;
}
