import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../../db/embedded-postgres';
import { applyMigrations } from '../../db/migrations';
import { freePorts } from '../../sandbox/free-ports';
import { PORT_ORDER } from '../../sandbox/sandbox-ports';
import { startSandbox } from '../../sandbox/start-sandbox';

declare module 'vitest' {
  interface ProvidedContext {
    readonly preparedStores: PreparedStores;
  }
}

/** What all test files begin from. */
export interface PreparedStores {
  /** A migrated `store` and a `sandbox` that ran once, to be copied; and a `worker-N` of each worker that used them. */
  readonly folder: string;
  /** The first of the ports of the first worker's sandbox; those of the next follow. */
  readonly firstPort: number;
}

/**
 * Makes once what every test file begins from: initialising a PostgreSQL takes ten times as long as copying one.
 * Returns what stops the servers that the workers started on the copies, and removes all of it.
 */
export default async function prepareStores({ provide, config }: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lava-prepared-'));
  await chmod(folder, 0o755);
  await Promise.all([prepareStore(path.join(folder, 'store')), prepareSandbox(path.join(folder, 'sandbox'))]);
  const workers = Number(config.maxWorkers);
  provide('preparedStores', { folder, firstPort: await freePorts(workers * PORT_ORDER.length) });
  return async () => {
    for (const name of await readdir(folder)) {
      if (!name.startsWith('worker-')) continue;
      for (const part of ['store', 'sandbox/redshift']) {
        const server = await startEmbeddedPostgres({ dataDir: path.join(folder, name, part), port: 0 });
        await server.stop();
      }
    }
    await rm(folder, { recursive: true, force: true });
  };
}

async function prepareStore(dataDir: string): Promise<void> {
  const server = await startEmbeddedPostgres({ dataDir, port: 0, database: 'store' });
  await applyMigrations(server.url);
  await server.stop();
}

async function prepareSandbox(dataDir: string): Promise<void> {
  const sandbox = await startSandbox({ dataDir, portBase: 0 });
  await sandbox.stop();
}
