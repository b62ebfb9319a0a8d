import { randomUUID } from 'node:crypto';
import { chown, rename, writeFile } from 'node:fs/promises';

/** A user of this machine, by number. */
export interface FileOwner {
  readonly uid: number;
  readonly gid: number;
}

/** Writes a file that only its owner may read, in one step: a crash leaves the old file or the new one. */
export async function writePrivateFile(path: string, text: string, owner?: FileOwner): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, text, { mode: 0o600 });
  if (owner) await chown(draft, owner.uid, owner.gid);
  await rename(draft, path);
}
