import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../../db/embedded-postgres';
import { applyMigrations } from '../../db/migrations';
import { startSandbox } from '../../sandbox/start-sandbox';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where a migrated `store` and a `sandbox` that ran once lie, to be copied. */
    readonly preparedFolders: string;
  }
}

/**
 * Makes once what every test file begins from: initialising a PostgreSQL takes ten times as long as copying one.
 * Returns what removes it.
 */
export default async function prepareFolders({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lava-prepared-'));
  await chmod(folder, 0o755);
  await Promise.all([prepareStore(path.join(folder, 'store')), prepareSandbox(path.join(folder, 'sandbox'))]);
  provide('preparedFolders', folder);
  return () => rm(folder, { recursive: true, force: true });
}

async function prepareStore(dataDir: string): Promise<void> {
  const server = await startEmbeddedPostgres({ dataDir, port: 0, database: 'store' });
  await applyMigrations(server.url);
  await server.stop();
}

async function prepareSandbox(dataDir: string): Promise<void> {
  const sandbox = await startSandbox({ dataDir, portBase: 0 });
  await sandbox.stop();
  // lava's tables tell the ports of the sandbox that filled them.
  await rm(path.join(dataDir, 'dynamodb'), { recursive: true });
}
