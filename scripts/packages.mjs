// Installs what package-lock.json says when node_modules does not hold it yet.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const LEAST_NODE = [20, 19];

/** Ends with a clear message when this Node is too old to run the product. */
export function ensureNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1])) return;
  console.error(
    `Lava Connections needs Node ${LEAST_NODE.join('.')} or later; this is ${process.versions.node}.`,
  );
  process.exit(1);
}

/** Runs `npm ci` unless node_modules was installed from this very package-lock.json. */
export function ensurePackages() {
  const lock = readFileSync(path.join(ROOT, 'package-lock.json'));
  const hash = createHash('sha256').update(lock).digest('hex');
  const stamp = path.join(ROOT, 'node_modules', '.lava-installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  console.error('packages     installing (npm ci)…');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const result = spawnSync(npm, ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: ROOT,
    // Standard output belongs to the command that was started: its output may be read by a program.
    stdio: ['ignore', 2, 2],
  });
  if (result.status !== 0) {
    console.error(
      'The packages could not be installed. Check the network and the npm registry, then start again.',
    );
    process.exit(1);
  }
  writeFileSync(stamp, hash);
}
