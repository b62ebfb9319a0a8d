import pg from 'pg';
import { readEnv } from '../env';
import { log } from '../log';
import { watchedClient } from './watched-client';

/** How long a request waits for a free connection, new ones included. */
const CONNECT_MS = 3_000;
/** A transaction of a request that died leaves its locks after so long. */
const IDLE_IN_TRANSACTION_MS = 60_000;

/**
 * Connections to the database at this address, as the settings limit them; `more` goes over these. What is asked fails
 * soon after the database has stopped to answer. The caller ends it.
 */
export function createPool(databaseUrl: string, more: pg.PoolConfig = {}): pg.Pool {
  const env = readEnv();
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: env.DATABASE_POOL,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    ...(env.DATABASE_STATEMENT_TIMEOUT > 0 && {
      statement_timeout: env.DATABASE_STATEMENT_TIMEOUT,
      query_timeout: env.DATABASE_STATEMENT_TIMEOUT + 1_000,
      idle_in_transaction_session_timeout: Math.max(IDLE_IN_TRANSACTION_MS, env.DATABASE_STATEMENT_TIMEOUT),
    }),
    ...(env.DATABASE_LOCK_TIMEOUT > 0 && { lock_timeout: env.DATABASE_LOCK_TIMEOUT }),
    Client: watchedClient(databaseUrl),
    ...more,
  });
  // A connection that breaks while nobody uses it is replaced by the next who asks.
  // Of the error only its words: the pool hangs the whole client on it.
  pool.on('error', ({ message }) => log.warn({ cause: message }, 'a connection to the database broke'));
  return pool;
}
