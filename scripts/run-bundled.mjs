// Runs a source of the project in a process of its own: `node scripts/run-bundled.mjs lib/probe/dialler-process.ts`.
import { importBundled } from './bundled.mjs';

await importBundled(process.argv[2]);
