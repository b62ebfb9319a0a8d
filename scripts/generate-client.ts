// Generates the Prisma client when prisma/schema.prisma has changed.
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from './packages.mjs';
import { hashFiles } from './source-hash';

const run = promisify(execFile);

/** Returns whether there was anything to do. */
export async function generateClient(): Promise<boolean> {
  const stamp = path.join(ROOT, 'lib/db/generated/.schema-hash');
  const hash = await hashFiles(['prisma/schema.prisma', 'package-lock.json']);
  if ((await readFile(stamp, 'utf8').catch(() => '')) === hash) return false;
  await run(
    process.execPath,
    [path.join(ROOT, 'node_modules/prisma/build/index.js'), 'generate', '--schema', 'prisma/schema.prisma'],
    {
      cwd: ROOT,
      // Generating needs no engine, but looks for one to download unless it is given a file.
      env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1' },
    },
  );
  await writeFile(stamp, hash);
  return true;
}
