// `npm run kill-test -- ROUNDS` (100 if absent): kills the product again and again in the midst of its work and looks
// for what that broke. Ends with 1 when anything did. See docs/operations.md.
import { ensureNode, ensurePackages } from './packages.mjs';

ensureNode();
ensurePackages();
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
process.env.LOG_LEVEL ??= 'error';
const { register } = await import('tsx/esm/api');
register();
const { runKillTest } = await import('./kill-test/run-kill-test.ts');
process.exit(await runKillTest(process.argv.slice(2)));
