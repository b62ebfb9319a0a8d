import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { readEnv } from '../env';
import { log } from '../log';
import { PrismaClient } from './generated/client';
import { fromDatabase } from './unavailable';
import { watchedClient } from './watched-client';

export type { Prisma } from './generated/client';
export { Prisma as Sql } from './generated/client';

/** The client, or the client of a transaction. */
export type Db = Omit<PrismaClient, '$connect' | '$disconnect' | '$on' | '$transaction' | '$extends'>;

/** How long a request waits for a free connection, new ones included. */
const CONNECT_MS = 3_000;
/** A transaction of a request that died leaves its locks after so long. */
const IDLE_IN_TRANSACTION_MS = 60_000;

function createPool(databaseUrl: string): pg.Pool {
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
  });
  // A connection that breaks while nobody uses it is replaced by the next who asks.
  // Of the error only its words: the pool hangs the whole client on it.
  pool.on('error', ({ message }) => log.warn({ cause: message }, 'a connection to the database broke'));
  return pool;
}

/** A client of its own, for scripts and tests. The caller disconnects it. */
export function createPrisma(databaseUrl: string): PrismaClient {
  return overPool(createPool(databaseUrl));
}

function overPool(pool: pg.Pool): PrismaClient {
  return new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: true }) });
}

interface Shared {
  readonly client: PrismaClient;
  readonly pool: pg.Pool;
}

const holder: typeof globalThis & { lavaPrisma?: Shared } = globalThis;

function share(databaseUrl: string): PrismaClient {
  const pool = createPool(databaseUrl);
  holder.lavaPrisma = { pool, client: overPool(pool) };
  return holder.lavaPrisma.client;
}

/** The process's client. Kept on `globalThis`: the bundler may load this module more than once. */
export function prisma(): PrismaClient {
  if (holder.lavaPrisma) return holder.lavaPrisma.client;
  const { DATABASE_URL } = readEnv();
  if (!DATABASE_URL) throw new Error('DATABASE_URL is not set; `npm start` sets it.');
  return share(DATABASE_URL);
}

/** Makes the store at this address the process's: for programs that find it by other ways than the environment. */
export function openPrisma(databaseUrl: string): PrismaClient {
  return share(databaseUrl);
}

/**
 * Carries out one statement without Prisma, which writes each value as JSON twice: for texts of a megabyte, outside of
 * any transaction. Throws what the driver throws.
 */
export async function executeDirectly(sql: string, values: readonly unknown[]): Promise<void> {
  prisma();
  try {
    await holder.lavaPrisma?.pool.query(sql, [...values]);
  } catch (error) {
    throw fromDatabase(error);
  }
}

/** The connections of the process's client; zeros before its first use. */
export function poolFigures(): { readonly open: number; readonly idle: number; readonly waiting: number } {
  const pool = holder.lavaPrisma?.pool;
  return { open: pool?.totalCount ?? 0, idle: pool?.idleCount ?? 0, waiting: pool?.waitingCount ?? 0 };
}
