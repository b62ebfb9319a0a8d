import { readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { IMPORT_LIMITS } from '../../listing/transfer';
import type { SourceFile } from '../../transfer/read-files';
import { CliError } from '../cli-error';
import type { Io } from '../io';
import { readInputs } from '../read-specs';

/** The content of files and of all files in folders, for an import. @throws {CliError} */
export async function sourceFiles(paths: readonly string[], io: Io): Promise<SourceFile[]> {
  const named: string[] = [];
  const found = new Map<string, string>();
  for (const path of paths) {
    if (path !== '-' && (await isFolder(path))) {
      for (const file of await filesIn(path)) {
        named.push(file);
        found.set(file, relative(path, file));
      }
    } else named.push(path);
  }
  if (paths.length > 0 && named.length === 0) throw new CliError('There is no file in the folder.');
  if (named.length > IMPORT_LIMITS.files) {
    throw new CliError(
      `There are more than ${IMPORT_LIMITS.files.toLocaleString('en')} files. Import them in parts.`,
    );
  }
  const inputs = await readInputs(named, io.stdin, io.signal);
  return inputs.map(({ name, bytes }) => {
    const within = found.get(name);
    return { name, bytes, ...(within !== undefined && { within }) };
  });
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** Files by their paths, links left out, in an order that is always the same. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
