// `npm run check`: lint and format, types, import rules, unused code.
import { ensureNode, ensurePackages } from './packages.mjs';

ensureNode();
ensurePackages();
const { register } = await import('tsx/esm/api');
register();
const { generateClient } = await import('./generate-client.ts');
await generateClient();
const { runChecks } = await import('./checks.ts');
const { failed } = await runChecks();
process.exitCode = failed === 0 ? 0 : 1;
