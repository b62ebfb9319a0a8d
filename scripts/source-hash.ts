import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { ROOT } from './packages.mjs';

async function listFiles(root: string, relative: string): Promise<string[]> {
  const entries = await readdir(path.join(root, relative), { withFileTypes: true }).catch(() => null);
  if (entries === null) return [relative];
  const nested = await Promise.all(
    entries
      .filter((entry) => entry.name !== 'generated' && !entry.name.includes('.test.'))
      .map((entry) => {
        const child = path.join(relative, entry.name);
        return entry.isDirectory() ? listFiles(root, child) : [child];
      }),
  );
  return nested.flat();
}

/** One hash over the contents of files and folders (tests and generated code left out), relative to `root`, the project. */
export async function hashFiles(paths: readonly string[], root = ROOT): Promise<string> {
  const files = (await Promise.all(paths.map((one) => listFiles(root, one)))).flat().sort();
  const hash = createHash('sha256');
  for (const file of files)
    hash
      .update(file)
      .update('\0')
      .update(await readFile(path.join(root, file)));
  return hash.digest('hex');
}
