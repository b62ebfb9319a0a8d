import path from 'node:path';
import type { Spec } from '../../lib/connectors/spec';
import { startEmbeddedPostgres } from '../../lib/db/embedded-postgres';
import { applyMigrations } from '../../lib/db/migrations';
import { createPrisma } from '../../lib/db/prisma';
import { EXAMPLE_REALMS } from '../../lib/sandbox/example-realms';
import { deriveColumns } from '../../lib/services/connections/derive-columns';
import { realmFindingContext } from '../../lib/services/connections/finding-context';
import { toStored } from '../../lib/services/connections/stored-spec';

export const CONNECTIONS = 10_000;
export const REALM = 'dev';
const BATCH = 1_000;
const OUTCOMES = ['passed', 'failed', 'warning', null] as const;
const START = Date.UTC(2026, 0, 1);

export interface FilledStore {
  readonly url: string;
  readonly realmId: string;
  stop(): Promise<void>;
}

/** A PostgreSQL of its own with 10,000 connections in one realm; the same ones at every run. */
export async function openFilledStore(folder: string): Promise<FilledStore> {
  const server = await startEmbeddedPostgres({
    dataDir: path.join(folder, 'store'),
    port: 0,
    database: 'bench',
  });
  try {
    await applyMigrations(server.url);
    return { url: server.url, realmId: await fill(server.url), stop: server.stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function fill(url: string): Promise<string> {
  const client = createPrisma(url);
  try {
    const [dev] = EXAMPLE_REALMS;
    const realm = await client.realm.create({ data: dev });
    const context = realmFindingContext(realm);
    for (let first = 0; first < CONNECTIONS; first += BATCH) {
      await client.connection.createMany({
        data: Array.from({ length: BATCH }, (_, index) => {
          const number = first + index;
          const spec = specOf(number);
          const changedAt = new Date(START + number * 60_000);
          return {
            realmId: realm.id,
            connId: String(spec.conn_id),
            spec: toStored(spec),
            ...deriveColumns(spec, context),
            lastOutcome: OUTCOMES[number % OUTCOMES.length] ?? null,
            lastTestedAt: number % OUTCOMES.length === 3 ? null : changedAt,
            createdBy: 'bench',
            updatedAt: changedAt,
            updatedBy: 'bench',
          };
        }),
      });
    }
    await client.$executeRaw`analyze`;
    return realm.id;
  } finally {
    await client.$disconnect();
  }
}

/** Every way to log in, with and without findings, spread over teams and clusters. */
export function specOf(number: number): Spec {
  const cluster = `cluster-${number % 40}`;
  const login = [
    { user: `etl_${number % 7}` },
    { user: 'reporting', password: `/lava/${REALM}/team-${number % 25}/c${number}` },
    { secret_id: `/lava/${REALM}/c${number}` },
    { user: 'legacy', password: '/shared/pw', secret_id: `/lava/${REALM}/c${number}` },
  ][number % 4];
  return {
    conn_id: `team-${number % 25}/load-${String(number).padStart(5, '0')}`,
    type: 'redshift',
    enabled: number % 11 === 0 ? 'false' : true,
    host: `${cluster}.abc123.ap-southeast-2.redshift.amazonaws.com`,
    port: 5439,
    database: number % 3 === 0 ? 'warehouse' : 'analytics',
    ssl: number % 5 !== 0,
    ...login,
    owner: `team-${number % 25}@example.com`,
    description: `Loads part ${number} of the ${number % 2 === 0 ? 'sales' : 'events'} data.`,
  };
}
