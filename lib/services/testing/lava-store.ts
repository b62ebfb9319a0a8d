import { vi } from 'vitest';
import type { LavaItem } from '../../connectors/lava-item';
import type { SyncState } from '../../connectors/sync-state';
import { prisma } from '../../db/prisma';
import { createConnection } from '../connections/create-connection';
import { compareWithLava } from '../lava/compare';
import type { Reviewed } from '../lava/inputs';
import { threeWay } from '../lava/three-way';
import { realmTables } from '../runtime';
import { setEnabledNow } from './as-seen';
import { openFilledStore } from './test-store';

/** The whole comparison on one page. */
export const WHOLE = { states: [], text: '', page: 1, pageSize: 500 } as const;

/** A filled store in which realms can be joined to DynamoDB tables of their own. */
export type LavaStore = Awaited<ReturnType<typeof openLavaStore>>;

/** Starts a filled store. Call `close` when the file is done. */
export async function openLavaStore() {
  const store = await openFilledStore();
  const { context, sandbox } = store;
  let realms = 0;

  return {
    ...store,

    /** A realm with a table of its own that holds these; or joined to a table that another realm has too. */
    async newRealm(items: readonly LavaItem[], more: { readOnly?: boolean; table?: string } = {}) {
      realms += 1;
      const name = `pull-${realms}`;
      const table = more.table ?? `lava.${name}.connections`;
      if (!more.table) await sandbox.dynamo.fillTable(table, 'conn_id', items);
      await prisma().realm.create({
        data: {
          name,
          account: '123456789012',
          region: 'ap-southeast-2',
          kmsAlias: `alias/lava-${name}-sys`,
          connectionsTable: table,
          readOnly: more.readOnly ?? false,
        },
      });
      return { name, table };
    },

    /** Does work whose calls for the realm go to another DynamoDB; each realm once. */
    async throughDynamo<T>(endpoint: string, realm: string, work: () => Promise<T>): Promise<T> {
      const before = process.env.AWS_ENDPOINT_URL_DYNAMODB;
      // A region's clients are made once, and know where DynamoDB was then.
      await prisma().realm.update({ where: { name: realm }, data: { region: `of-${realm}` } });
      vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', endpoint);
      try {
        return await work();
      } finally {
        vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', before);
      }
    },

    /** Every connection of the realm with its state. */
    async states(realm: string): Promise<Record<string, SyncState>> {
      const { rows } = await compareWithLava(context, realm, WHOLE);
      return Object.fromEntries(rows.map(({ connId, state }) => [connId, state]));
    },

    /** What DynamoDB holds of a table that fits into one page. */
    async itemsIn(table: string): Promise<readonly LavaItem[]> {
      return sandbox.dynamo.items(table);
    },

    /** One item as DynamoDB holds it. */
    async item(table: string, connId: string): Promise<LavaItem | null> {
      const realm = await prisma().realm.findFirstOrThrow({ where: { connectionsTable: table } });
      const key = { table, name: 'conn_id', value: connId };
      return realmTables(realm).getItem(key, AbortSignal.timeout(10_000));
    },

    /** A connection as somebody looks at it now. */
    async reviewed(realm: string, connId: string): Promise<Reviewed> {
      const { version, token } = await threeWay(context, realm, connId);
      return { connId, version, token };
    },

    /** A connection made here. */
    async create(realm: string, connId: string): Promise<void> {
      const host = 'analytics-dev.c7k2mzq4x9ab.ap-southeast-2.redshift.amazonaws.com';
      const login = { host, port: 5439, database: 'warehouse', user: 'etl' };
      const spec = { conn_id: connId, type: 'redshift', enabled: true, ...login };
      await createConnection(context, { realm, spec });
    },

    /** A change made here. */
    async edit(realm: string, connId: string, enabled: boolean): Promise<void> {
      await setEnabledNow(context, { realm, connIds: [connId], enabled });
    },
  };
}
