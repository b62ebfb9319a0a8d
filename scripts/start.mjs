// `npm start` and `npm run dev`: brings a fresh folder to the point where TypeScript can be bundled, then hands over to
// serve.ts. Plain JavaScript without packages, since nothing may be installed yet.
import { importBundled } from './bundled.mjs';
import { ensureNode, ensurePackages } from './packages.mjs';

ensureNode();
ensurePackages();
const { serve } = await importBundled('scripts/serve.ts');
await serve({ dev: process.argv.includes('--dev') });
