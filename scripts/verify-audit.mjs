// `npm run verify-audit`: walks the chain of audit events and says whether anything in it was changed. Plain JavaScript,
// since nothing may be installed yet.
import { importBundled } from './bundled.mjs';
import { ensureNode, ensurePackages } from './packages.mjs';

ensureNode();
ensurePackages();
const { verifyAudit } = await importBundled('scripts/verify-audit.ts');
process.exitCode = await verifyAudit(process.argv.slice(2));
