import { PrismaPg } from '@prisma/adapter-pg';
import { readEnv } from '../env';
import { PrismaClient } from './generated/client';

export type { Prisma } from './generated/client';
export { Prisma as Sql } from './generated/client';

/** The client, or the client of a transaction. */
export type Db = Omit<PrismaClient, '$connect' | '$disconnect' | '$on' | '$transaction' | '$extends'>;

/** A client of its own, for scripts and tests. The caller disconnects it. */
export function createPrisma(databaseUrl: string): PrismaClient {
  return new PrismaClient({
    adapter: new PrismaPg({
      connectionString: databaseUrl,
      max: 10,
      connectionTimeoutMillis: 5_000,
      query_timeout: 15_000,
    }),
  });
}

const holder: typeof globalThis & { lavaPrisma?: PrismaClient } = globalThis;

/** The process's client. Kept on `globalThis`: the bundler may load this module more than once. */
export function prisma(): PrismaClient {
  if (!holder.lavaPrisma) {
    const { DATABASE_URL } = readEnv();
    if (!DATABASE_URL) throw new Error('DATABASE_URL is not set; `npm start` sets it.');
    holder.lavaPrisma = createPrisma(DATABASE_URL);
  }
  return holder.lavaPrisma;
}

/** Makes the store at this address the process's: for programs that find it by other ways than the environment. */
export function openPrisma(databaseUrl: string): PrismaClient {
  holder.lavaPrisma = createPrisma(databaseUrl);
  return holder.lavaPrisma;
}
