import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { inject, vi } from 'vitest';
import { BUILT_IN_ADMIN } from '../../auth/actor';
import { startEmbeddedPostgres } from '../../db/embedded-postgres';
import { prisma } from '../../db/prisma';
import { startSandbox } from '../../sandbox/start-sandbox';
import type { ServiceContext } from '../context';
import { fillStore } from '../sandbox/fill-store';

/** A store of its own for one test file: a real PostgreSQL with the migrations applied. */
export interface TestStore {
  readonly url: string;
  readonly context: ServiceContext;
  close(): Promise<void>;
}

/** A folder of its own that begins as the prepared one of that name. PostgreSQL minds who owns its files: `-a` keeps it. */
async function copyPrepared(name: 'store' | 'sandbox'): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), `lava-${name}-`));
  await chmod(folder, 0o755);
  await promisify(execFile)('cp', ['-a', `${path.join(inject('preparedFolders'), name)}/.`, folder]);
  return folder;
}

/** Starts an empty store and points the services of this process at it. Call `close` when the file is done. */
async function openTestStore(): Promise<TestStore> {
  const dataDir = await copyPrepared('store');
  const server = await startEmbeddedPostgres({ dataDir, port: 0, database: 'store' });
  vi.stubEnv('DATABASE_URL', server.url);
  return {
    url: server.url,
    context: { actor: BUILT_IN_ADMIN, requestId: 'test' },
    close: async () => {
      await prisma().$disconnect();
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
      vi.unstubAllEnvs();
    },
  };
}

/** The same, filled with the sandbox's examples and with the sandbox itself running. */
export async function openFilledStore() {
  const store = await openTestStore();
  const dataDir = await copyPrepared('sandbox');
  const sandbox = await startSandbox({ dataDir, portBase: 0 });
  for (const [name, value] of Object.entries(sandbox.env)) vi.stubEnv(name, value);
  await fillStore(store.url, sandbox);
  return {
    ...store,
    sandbox,
    close: async () => {
      await store.close();
      await sandbox.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
