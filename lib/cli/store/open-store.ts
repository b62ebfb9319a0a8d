import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Spec } from '../../connectors/spec';
import { openPrisma } from '../../db/prisma';
import { runningStore } from '../../db/running-store';
import { readStoreEnv } from '../../env';
import { DEFAULT_QUERY, type ListQuery } from '../../listing/list-query';
import type { ExportFormat, ImportChoice, ImportPreview, ImportResult } from '../../listing/transfer';
import { listAllConnections } from '../../services/connections/list-connections';
import { exportSpecs } from '../../services/transfer/export-connections';
import { importConnections } from '../../services/transfer/import-connections';
import { previewImport } from '../../services/transfer/preview-import';
import type { SourceFile } from '../../transfer/read-files';
import { CliError } from '../cli-error';
import { realmOf } from '../realm-of';
import { openServer } from './remote-store';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** A realm's connections, wherever they are kept: in a store on this machine or behind a running console. */
export interface OpenStore {
  readonly realm: string;
  exportSpecs(query: ListQuery, format: ExportFormat): Promise<readonly Spec[]>;
  previewImport(files: readonly SourceFile[]): Promise<ImportPreview>;
  importConnections(
    files: readonly SourceFile[],
    chosen: readonly ImportChoice[],
    note: string | undefined,
  ): Promise<ImportResult>;
  /** The identifiers of all connections. */
  connIds(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/**
 * Opens the console that is named, or LAVA_SERVER; otherwise the store that DATABASE_URL names, or else the one that
 * `npm start` runs in this folder. A console goes by the token's role; whoever can read a store's password administers
 * it, so that there are no roles to ask for.
 *
 * @throws {CliError} when there is none, or no realm is named
 */
export async function openStore(
  { realm: given, server }: { readonly realm?: string; readonly server?: string },
  requestId: string,
): Promise<OpenStore> {
  const env = readStoreEnv();
  const realm = realmOf(given ?? env.LAVA_REALM);
  if (realm === undefined) throw new CliError('Name the realm: --realm R, or LAVA_REALM.');
  const console = server ?? env.LAVA_SERVER;
  if (console !== undefined) return openServer(console, env.LAVA_TOKEN, realm);
  const dataDir = resolve(ROOT, env.DATA_DIR);
  const url = env.DATABASE_URL ?? (await runningStore(dataDir));
  if (url === undefined) {
    throw new CliError(
      `No store is running: DATABASE_URL is not set, and none runs on ${dataDir}. Start the console with npm start, or set DATABASE_URL.`,
    );
  }
  const client = openPrisma(url);
  const name = `lava-conn (${userInfo().username})`;
  const context = { actor: { id: 'lava-conn', name, roleIn: () => 'admin' as const }, requestId };
  return {
    realm,
    exportSpecs: (query, format) => exportSpecs(context, realm, query, format),
    previewImport: (files) => previewImport(context, { realm, files }),
    importConnections: (files, chosen, note) =>
      importConnections(context, { realm, files, chosen: [...chosen], note }),
    connIds: async () =>
      (await listAllConnections(context, realm, DEFAULT_QUERY)).map(({ connId }) => connId),
    close: () => client.$disconnect(),
  };
}
