// Generates the Prisma client when prisma/schema.prisma has changed.
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from './packages.mjs';
import { hashFiles } from './source-hash';

const run = promisify(execFile);

/**
 * Returns whether there was anything to do. The client is made beside its place and moved there whole: programs that
 * start at once may all make it, and any of them may be killed. `root`: the folder of the project.
 */
export async function generateClient(root = ROOT): Promise<boolean> {
  const client = path.join(root, 'lib/db/generated');
  const hash = await hashFiles(['prisma/schema.prisma', 'package-lock.json'], root);
  const upToDate = async () => (await readStamp(client)) === hash;
  if (await upToDate()) return false;

  const draft = path.join(root, 'node_modules/.lava-client', randomUUID());
  try {
    const made = await makeClient(draft, root);
    await writeFile(path.join(made, '.schema-hash'), hash);
    await mkdir(path.dirname(client), { recursive: true });
    await rm(client, { recursive: true, force: true });
    await rename(made, client);
  } catch (error) {
    // Another program that started at the same time was faster.
    if (!(await upToDate())) throw error;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return true;
}

/** Makes the client in a folder of its own, and returns where in it. */
async function makeClient(draft: string, root: string): Promise<string> {
  const schema = path.join(draft, 'schema.prisma');
  await mkdir(draft, { recursive: true });
  const text = await readFile(path.join(root, 'prisma/schema.prisma'), 'utf8');
  await writeFile(schema, text.replace(/^(\s*output\s*=\s*)"[^"]*"/m, `$1"./generated"`));
  await run(
    process.execPath,
    [path.join(ROOT, 'node_modules/prisma/build/index.js'), 'generate', '--schema', schema],
    {
      cwd: root,
      // Generating needs no engine, but looks for one to download unless it is given a file.
      env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1' },
    },
  );
  return path.join(draft, 'generated');
}

function readStamp(client: string): Promise<string> {
  return readFile(path.join(client, '.schema-hash'), 'utf8').catch(() => '');
}
