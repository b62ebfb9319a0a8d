// `npm test`: sets up what is missing, then runs every check and test, and ends with one line over everything.
import { ensureNode, ensurePackages } from './packages.mjs';

ensureNode();
ensurePackages();
const { register } = await import('tsx/esm/api');
register();
const { runAll } = await import('./run-all.ts');
process.exit(await runAll());
