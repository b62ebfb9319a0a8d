// The key that the ids of server actions are made with. Without it they would be the same wherever this version runs.
import { randomBytes } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { writePrivateFile } from '../lib/db/private-file';
import { ROOT } from './packages.mjs';

/**
 * The key, made at the first call; 32 bytes in base64. Only the owner may read its file. It stays with the build that
 * is made with it, wherever `DATA_DIR` points: another key would be another build.
 */
export async function actionKey(dataDir = path.join(ROOT, '.data')): Promise<string> {
  const file = path.join(dataDir, 'action-key');
  const kept = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (kept) return kept.trim();
  const key = randomBytes(32).toString('base64');
  await mkdir(dataDir, { recursive: true });
  await writePrivateFile(file, `${key}\n`);
  return key;
}
