import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openPrisma } from '../../db/prisma';
import { runningStore } from '../../db/running-store';
import { readStoreEnv } from '../../env';
import type { ServiceContext } from '../../services/context';
import { CliError } from '../cli-error';
import { realmOf } from '../realm-of';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** A store that services work on, and who works on it. */
export interface OpenStore {
  readonly context: ServiceContext;
  readonly realm: string;
  close(): Promise<void>;
}

/**
 * Opens the store that DATABASE_URL names, or else the one that `npm start` runs in this folder. Whoever can read its
 * password administers it, so that there are no roles to ask for.
 *
 * @throws {CliError} when there is none, or no realm is named
 */
export async function openStore(given: string | undefined, requestId: string): Promise<OpenStore> {
  const env = readStoreEnv();
  const realm = realmOf(given ?? env.LAVA_REALM);
  if (realm === undefined) throw new CliError('Name the realm: --realm R, or LAVA_REALM.');
  const dataDir = resolve(ROOT, env.DATA_DIR);
  const url = env.DATABASE_URL ?? (await runningStore(dataDir));
  if (url === undefined) {
    throw new CliError(
      `No store is running: DATABASE_URL is not set, and none runs on ${dataDir}. Start the console with npm start, or set DATABASE_URL.`,
    );
  }
  const client = openPrisma(url);
  const name = `lava-conn (${userInfo().username})`;
  return {
    context: { actor: { id: 'lava-conn', name, roleIn: () => 'admin' }, requestId },
    realm,
    close: () => client.$disconnect(),
  };
}
