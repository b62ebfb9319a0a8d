// `npm start` and `npm run dev`: brings a fresh folder to the point where TypeScript can run, then hands over to
// serve.ts. Plain JavaScript without packages, since nothing may be installed yet.
import { ensureNode, ensurePackages } from './packages.mjs';

ensureNode();
ensurePackages();
const { register } = await import('tsx/esm/api');
register();
const { serve } = await import('./serve.ts');
await serve({ dev: process.argv.includes('--dev') });
