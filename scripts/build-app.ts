// Builds the Next application when its sources, or the key of its action ids, have changed since the last build.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ROOT } from './packages.mjs';
import { serverEnv } from './server-env';
import { hashFiles } from './source-hash';

/** All that Next compiles, or is told what to do by. */
export const SOURCES = [
  'app',
  'components',
  'lib',
  'prisma/schema.prisma',
  'next.config.js',
  'instrumentation.ts',
  'proxy.ts',
  'scripts/cloudscape-styles.cjs',
  'tsconfig.json',
  'package-lock.json',
];

/**
 * Returns whether there was anything to build.
 *
 * @param key see action-key.ts
 * @param signal ends a build that runs
 * @throws with the build's own output when it fails
 */
export async function buildApp(key: string, signal?: AbortSignal): Promise<boolean> {
  const stamp = path.join(ROOT, '.next', '.source-hash');
  const sources = await hashFiles(SOURCES);
  const hash = createHash('sha256').update(sources).update(key).digest('hex');
  if ((await readFile(stamp, 'utf8').catch(() => '')) === hash) return false;
  const build = spawn(process.execPath, [path.join(ROOT, 'node_modules/next/dist/bin/next'), 'build'], {
    cwd: ROOT,
    env: { ...serverEnv(process.env), NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: key, NEXT_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(signal && { signal }),
  });
  let output = '';
  for (const stream of [build.stdout, build.stderr]) stream.on('data', (chunk) => (output += chunk));
  const [code] = await once(build, 'exit');
  if (code !== 0) throw new Error(`The build failed:\n${output}`);
  await writeFile(stamp, hash);
  return true;
}
