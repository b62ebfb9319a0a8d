import path from 'node:path';
import { expect } from '@playwright/test';
import { startEmbeddedPostgres } from '../lib/db/embedded-postgres';
import { searchDatabase } from '../scripts/secret-search';

/** Fails where a database holds a secret of the sandbox, or nothing at all. For when its products have stopped. */
export async function expectNoSecret(url: string): Promise<void> {
  const { bytes, hits } = await searchDatabase('store', url);
  expect(hits).toEqual([]);
  expect(bytes).toBeGreaterThan(0);
}

/** The same of the store that a product which has stopped left in its data folder. */
export async function expectNoSecretLeft(dataDir: string): Promise<void> {
  const folder = path.join(dataDir, 'postgres');
  const server = await startEmbeddedPostgres({ dataDir: folder, port: 0, database: 'lava_connections' });
  await expectNoSecret(server.url).finally(() => server.stop());
}
