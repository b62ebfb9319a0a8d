import { openPrisma } from '../../lib/db/prisma';
import { openFilledStore } from './filled-store';
import { pagesSection } from './pages';
import type { Section } from './section';
import { storeSection } from './store';
import { withTemporaryFolder } from './temporary-folder';

/** The console with 10,000 connections: its data without the web, then its pages. */
export function consoleSections(): Promise<readonly Section[]> {
  return withTemporaryFolder(async (folder) => {
    const store = await openFilledStore(folder);
    const client = openPrisma(store.url);
    try {
      return [await storeSection(store), await pagesSection(store, folder)];
    } finally {
      await client.$disconnect();
      await store.stop();
    }
  });
}
