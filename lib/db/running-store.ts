import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findRunningServer } from './postgres-pid';

const PATIENCE_MS = 5_000;

/** The address of the store that `npm start` keeps under a data folder; undefined while it is not running. */
export async function runningStore(dataDir: string): Promise<string | undefined> {
  const folder = join(dataDir, 'postgres');
  const server = await findRunningServer(join(folder, 'pgdata'), PATIENCE_MS);
  if (!server) return undefined;
  const password = await readFile(join(folder, 'superuser-password'), 'utf8');
  return `postgres://postgres:${password}@127.0.0.1:${server.port}/lava_connections`;
}
