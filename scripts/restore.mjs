// `npm run restore -- FILE [--replace]`: puts a backup in the place of the embedded store, while the console is stopped.
import { ensureNode, ensurePackages } from './packages.mjs';

ensureNode();
ensurePackages();
const { register } = await import('tsx/esm/api');
register();
const { restoreBackup } = await import('./store-copies.ts');
process.exit(await restoreBackup(process.argv.slice(2)));
