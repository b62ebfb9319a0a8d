// `npm test`: sets up what is missing, then runs every check and test, and ends with one line over everything.
import { ensureNode, ensurePackages } from './packages.mjs';

// Whatever ends this before its time is a failure, too.
let counted = false;
process.on('exit', () => {
  if (!counted) process.stdout.write('\n0 passed, 1 failed\n');
});

ensureNode();
ensurePackages();
const { register } = await import('tsx/esm/api');
register();
const { runAll } = await import('./run-all.ts');
const code = await runAll();
counted = true;
process.exit(code);
