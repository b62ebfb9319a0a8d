import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CONSOLE_ROLE, ensureRole, grantConsole } from './console-role';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres';
import { applyMigrations } from './migrations';

let dataDir: string;
let server: EmbeddedPostgres;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'lava-role-'));
  await chmod(dataDir, 0o755);
  server = await startEmbeddedPostgres({ dataDir, port: 0, database: 'store' });
  await applyMigrations(server.url);
  await ensureRole(server.url, CONSOLE_ROLE, 'p');
});
afterAll(async () => {
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
});

it('gives the rights also when several instances start at once', async () => {
  for (let round = 0; round < 10; round += 1) {
    const starts = Array.from({ length: 6 }, async () => {
      await applyMigrations(server.url);
      await grantConsole(server.url, CONSOLE_ROLE);
    });
    expect(await Promise.all(starts)).toHaveLength(6);
  }
});
