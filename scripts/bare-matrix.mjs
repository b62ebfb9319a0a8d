// `npm run bare-matrix`: who may do what, tried on a copy of the console that has neither layouts nor a proxy. Ends with 1
// when anything is answered otherwise than by the console itself.
import { ensureNode, ensurePackages } from './packages.mjs';

ensureNode();
ensurePackages();
const { register } = await import('tsx/esm/api');
register();
const { runBareMatrix } = await import('./bare-matrix.ts');
process.exit(await runBareMatrix());
