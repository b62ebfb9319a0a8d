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

/**
 * Runs `npm ci` unless node_modules was installed from this very package-lock.json. Of the scripts that packages bring
 * along only those are run that package.json allows, whatever npm's version makes of its `allowScripts`.
 */
export function ensurePackages(root = ROOT) {
  const lock = readFileSync(path.join(root, 'package-lock.json'));
  const hash = createHash('sha256').update(lock).digest('hex');
  const stamp = path.join(root, 'node_modules', '.lava-installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  console.error('packages     installing (npm ci)…');
  if (
    !npm(root, 'ci', '--include=dev', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund') ||
    !runScripts(root, allowedScripts(root))
  ) {
    console.error(
      'The packages could not be installed. Check the network and the npm registry, then start again.',
    );
    process.exit(1);
  }
  writeFileSync(stamp, hash);
}

/** The installed packages whose scripts may run. */
function allowedScripts(root) {
  const { allowScripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  return Object.keys(allowScripts).filter(
    (name) => allowScripts[name] && existsSync(path.join(root, 'node_modules', name)),
  );
}

/** Without a name, npm would run the scripts of all. */
function runScripts(root, names) {
  return names.length === 0 || npm(root, 'rebuild', ...names);
}

function npm(root, ...args) {
  const command = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  // Standard output belongs to the command that was started: its output may be read by a program.
  const options = { cwd: root, stdio: ['ignore', 2, 2] };
  return spawnSync(command, [...args, '--loglevel=error'], options).status === 0;
}
