import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import { readEnv } from '../env';
import { PrismaClient } from './generated/client';
import { createPool } from './pool';
import { fromDatabase } from './unavailable';

export type { Prisma } from './generated/client';
export { Prisma as Sql } from './generated/client';

/** The client, or the client of a transaction. */
export type Db = Omit<PrismaClient, '$connect' | '$disconnect' | '$on' | '$transaction' | '$extends'>;

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
