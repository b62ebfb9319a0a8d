import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createWriteStream, mkdirSync } from 'node:fs';
import path from 'node:path';
import { readEnv } from '../lib/env';

/** Keeps all that a product prints, where `E2E_BODIES` names a folder, for the search for secrets after the suite. */
export function keepLog(product: ChildProcess): void {
  const folder = readEnv().E2E_BODIES;
  if (!folder) return;
  const logs = path.join(folder, 'logs');
  mkdirSync(logs, { recursive: true });
  const file = createWriteStream(path.join(logs, randomUUID()));
  for (const stream of [product.stdout, product.stderr]) stream?.pipe(file, { end: false });
  product.once('close', () => file.end());
}
