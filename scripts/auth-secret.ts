import { randomBytes } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { writePrivateFile } from '../lib/db/private-file';

/** The secret that signs cookies, made at the first start and kept in a file that only its owner may read. */
export async function authSecretOf(dataDir: string): Promise<string> {
  const file = path.join(dataDir, 'auth-secret');
  const kept = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  if (kept.trim().length >= 32) return kept.trim();
  const made = randomBytes(48).toString('base64url');
  await mkdir(dataDir, { recursive: true });
  await writePrivateFile(file, made);
  return made;
}
