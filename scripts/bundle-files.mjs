// Where bundles are kept, and how it is found out whether one is still what its sources say.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './packages.mjs';

/** Where the bundles are: npm empties it together with the packages that they hold. */
export const BUNDLES = path.join(ROOT, 'node_modules', '.lava-bundles');
/** The file that says of what a source's bundle was made, and where it is. */
export function manifestOf(entry) {
  return path.join(BUNDLES, `${entry.replaceAll('/', '-')}.json`);
}

/** One hash over the project's place and the contents of files in it. Throws when one is missing. */
export function hashOf(inputs) {
  const hash = createHash('sha256').update(ROOT);
  for (const input of inputs) hash.update('\0').update(readFileSync(path.join(ROOT, input)));
  return hash.digest('hex');
}
