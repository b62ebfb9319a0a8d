// `npm run verify-audit`: walks the chain of audit events and says whether anything in it was changed. Plain JavaScript,
// since nothing may be installed yet.
import { ensureNode, ensurePackages } from './packages.mjs';

ensureNode();
ensurePackages();
const { register } = await import('tsx/esm/api');
register();
const { verifyAudit } = await import('./verify-audit.ts');
process.exitCode = await verifyAudit(process.argv.slice(2));
