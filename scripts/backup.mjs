// `npm run backup -- FILE`: writes the store into a file, also while the console runs.
import { importBundled } from './bundled.mjs';
import { ensureNode, ensurePackages } from './packages.mjs';

ensureNode();
ensurePackages();
const { backup } = await importBundled('scripts/store-copies.ts');
process.exit(await backup(process.argv.slice(2)));
