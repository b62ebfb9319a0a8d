// `npm run bench`: measures and writes docs/benchmarks.md. Names of sections may follow, to measure only those:
// `npm run bench -- resolution probe`, which prints and writes nothing.
import { ensureNode, ensurePackages } from './packages.mjs';

ensureNode();
ensurePackages();
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
const { register } = await import('tsx/esm/api');
register();
const { bench } = await import('./bench/bench.ts');
process.exit(await bench(process.argv.slice(2)));
