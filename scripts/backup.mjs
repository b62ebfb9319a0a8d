// `npm run backup -- FILE`: writes the store into a file, also while the console runs.
import { ensureNode, ensurePackages } from './packages.mjs';

ensureNode();
ensurePackages();
const { register } = await import('tsx/esm/api');
register();
const { backup } = await import('./store-copies.ts');
process.exit(await backup(process.argv.slice(2)));
