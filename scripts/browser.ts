// Finds a Chromium for the browser suite, or installs one: Playwright's own where it can be downloaded, else the
// system's.
import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { chromium } from '@playwright/test';
import { ROOT } from './packages.mjs';

const run = promisify(execFile);
const PLAYWRIGHT = path.join(ROOT, 'node_modules/@playwright/test/cli.js');
/** The headless shell first: it has no windows to draw, and a page costs it half of what it costs a whole browser. */
const HEADLESS_SHELL = 'chromium-headless-shell';
const SYSTEM_NAMES = [HEADLESS_SHELL, 'chromium', 'chromium-browser', 'google-chrome'];

async function onPath(): Promise<string | undefined> {
  for (const name of SYSTEM_NAMES) {
    const found = await run('which', [name]).catch(() => null);
    if (found) return found.stdout.trim();
  }
  return undefined;
}

function aptGet(...args: string[]): boolean {
  const asRoot = process.getuid?.() === 0;
  const [command, given] = asRoot ? ['apt-get', args] : ['sudo', ['-n', 'apt-get', ...args]];
  return spawnSync(command, given, { stdio: 'ignore' }).status === 0;
}

/** The path of a Chromium to use, or undefined for Playwright's own. @throws when none can be had */
export async function ensureBrowser(configured: string | undefined): Promise<string | undefined> {
  if (configured) return configured;
  if (existsSync(chromium.executablePath())) return undefined;
  const system = await onPath();
  if (system) return system;
  process.stderr.write('browser      installing Chromium…\n');
  const download = spawnSync(process.execPath, [PLAYWRIGHT, 'install', 'chromium', '--with-deps'], {
    stdio: 'ignore',
  });
  if (download.status === 0 && existsSync(chromium.executablePath())) return undefined;
  aptGet('update', '-q');
  if (!aptGet('install', '-y', '-q', HEADLESS_SHELL)) aptGet('install', '-y', '-q', 'chromium');
  const installed = await onPath();
  if (!installed) throw new Error('No Chromium could be installed. Install one and set CHROMIUM_PATH to it.');
  return installed;
}
