// Runs the project's TypeScript as bundles of few files each, made anew when their sources change: the sources and
// packages themselves, one by one, take several times as long to load. Plain JavaScript without packages.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { BUNDLES, hashOf, manifestOf } from './bundle-files.mjs';
import { ROOT } from './packages.mjs';

/** What the file system says where nothing can be kept: an installation that belongs to somebody else, for one. */
const CANNOT_BE_KEPT = ['EACCES', 'EPERM', 'EROFS', 'EEXIST', 'ENOSPC'];

function upToDate(entry) {
  try {
    const { hash, inputs, main } = JSON.parse(readFileSync(manifestOf(entry), 'utf8'));
    return hashOf(inputs) === hash ? main : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Imports a source of the project from its bundle, which is made first when there is none or its sources have changed;
 * where none can be kept, from the source itself.
 *
 * @param entry the source, relative to the project: `lib/cli/main.ts`
 */
export async function importBundled(entry) {
  const main = upToDate(entry);
  return main ? import(pathToFileURL(path.join(BUNDLES, main)).href) : importAnew(entry);
}

async function importAnew(entry) {
  const { register } = await import('tsx/esm/api');
  const unregister = register({ tsconfig: path.join(ROOT, 'tsconfig.json') });
  const { makeBundle } = await import('./make-bundle.ts');
  try {
    const main = await makeBundle(entry);
    await unregister();
    return await import(pathToFileURL(path.join(BUNDLES, main)).href);
  } catch (error) {
    if (!CANNOT_BE_KEPT.includes(error.code)) throw error;
    return import(pathToFileURL(path.join(ROOT, entry)).href);
  }
}
