// Backups of the embedded store, and of the one that DATABASE_URL names. See docs/operations.md.
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { backUp } from '../lib/db/backup/back-up';
import { BackupError } from '../lib/db/backup/backup-file';
import { restore } from '../lib/db/backup/restore';
import { startEmbeddedPostgres } from '../lib/db/embedded-postgres';
import { missingMigrations } from '../lib/db/migrations';
import { runningStore } from '../lib/db/running-store';
import { fromDatabase, whyUnavailable } from '../lib/db/unavailable';
import { EnvError, readStoreEnv } from '../lib/env';
import { generateClient } from './generate-client';
import { ROOT } from './packages.mjs';
import { isAlive, readRunning } from './running';
import { loadSettingsFile } from './settings-file.mjs';

const say = (text: string) => process.stdout.write(`${text}\n`);
const complain = (text: string) => process.stderr.write(`${text}\n`);

interface Store {
  readonly url: string;
  close(): Promise<void>;
}

function readSettings(): ReturnType<typeof readStoreEnv> {
  loadSettingsFile();
  return readStoreEnv();
}

/** The store: where it runs, or started for as long as it is needed. */
async function openStore(): Promise<Store> {
  const { DATABASE_URL, DATA_DIR } = readSettings();
  if (DATABASE_URL) return { url: DATABASE_URL, close: async () => undefined };
  const dataDir = path.resolve(ROOT, DATA_DIR);
  const running = await runningStore(dataDir);
  if (running) return { url: running, close: async () => undefined };
  const folder = path.join(dataDir, 'postgres');
  const server = await startEmbeddedPostgres({ dataDir: folder, port: 0, database: 'lava_connections' });
  return { url: server.url, close: server.stop };
}

/** Does the work on the store and gives the exit code: 0 done, 1 not, 2 a wrong call. */
async function onStore(work: (url: string) => Promise<void>): Promise<number> {
  let store: Store | undefined;
  try {
    await generateClient();
    store = await openStore();
    await work(store.url);
    return 0;
  } catch (error) {
    if (error instanceof BackupError || error instanceof EnvError) complain(error.message);
    else if (whyUnavailable(fromDatabase(error)))
      complain('The store cannot be reached. Check DATABASE_URL.');
    else complain(error instanceof Error ? error.message : String(error));
    return 1;
  } finally {
    await store?.close();
  }
}

/** `npm run backup -- FILE`. Returns the exit code. */
export async function backup(args: readonly string[]): Promise<number> {
  const [file, ...more] = args;
  if (file === undefined || file.startsWith('-') || more.length > 0) {
    complain('Usage: npm run backup -- FILE');
    return 2;
  }
  if (existsSync(file)) {
    complain(`${file} exists already. Choose another name, or remove it.`);
    return 1;
  }
  return onStore(async (url) => {
    const { rows, tables } = await backUp(url, path.resolve(file));
    await recordBackup(url, file, { rows, tables }).catch(async (error) => {
      await rm(file);
      throw error;
    });
    say(
      `${rows} rows of ${tables} tables are in ${file}. Keep it as safe as the database: it holds hashes of passwords and all specs.`,
    );
  });
}

/** The event of a backup. A store that a later version has not brought up to date yet takes none. */
async function recordBackup(
  url: string,
  file: string,
  details: { rows: number; tables: number },
): Promise<void> {
  if ((await missingMigrations(url)).length > 0) {
    say('The store is of an earlier version: this backup is not in its audit trail.');
    return;
  }
  const { recordStoreCopy } = await import('../lib/services/store/record-store-copy');
  await recordStoreCopy(url, 'store.backup', path.basename(file), details);
}

/** `npm run restore -- FILE [--replace]`. Returns the exit code. */
export async function restoreBackup(args: readonly string[]): Promise<number> {
  const replace = args.includes('--replace');
  const [file, ...more] = args.filter((arg) => arg !== '--replace');
  if (file === undefined || file.startsWith('-') || more.length > 0) {
    complain('Usage: npm run restore -- FILE [--replace]');
    return 2;
  }
  const running = await readRunning(path.resolve(ROOT, readSettings().DATA_DIR));
  if (running && (await isAlive(running.supervisor, 'start.mjs'))) {
    complain(`The console runs (${running.url}, process ${running.supervisor}). Stop it, then restore.`);
    return 1;
  }
  return onStore(async (url) => {
    const { recordStoreCopy } = await import('../lib/services/store/record-store-copy');
    const { rows, from, keptAs } = await restore(url, path.resolve(file), {
      replace,
      record: (restored, details) =>
        recordStoreCopy(restored, 'store.restore', path.basename(file), { ...details }),
    });
    say(`${rows} rows are back, as of ${from}. Whoever was signed in signs in again.`);
    if (keptAs) say(`What was there before is kept as the database "${keptAs}".`);
  });
}
