// `npm run restore -- FILE [--replace]`: puts a backup in the place of the embedded store, while the console is stopped.
import { importBundled } from './bundled.mjs';
import { ensureNode, ensurePackages } from './packages.mjs';

ensureNode();
ensurePackages();
const { restoreBackup } = await importBundled('scripts/store-copies.ts');
process.exit(await restoreBackup(process.argv.slice(2)));
