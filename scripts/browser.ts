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
const SYSTEM_NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

async function onPath(): Promise<string | undefined> {
  for (const name of SYSTEM_NAMES) {
    const found = await run('which', [name]).catch(() => null);
    if (found) return found.stdout.trim();
  }
  return undefined;
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
  const asRoot = process.getuid?.() === 0;
  for (const args of [
    ['update', '-q'],
    ['install', '-y', '-q', 'chromium'],
  ]) {
    spawnSync(asRoot ? 'apt-get' : 'sudo', asRoot ? args : ['-n', 'apt-get', ...args], { stdio: 'ignore' });
  }
  const installed = await onPath();
  if (!installed) throw new Error('No Chromium could be installed. Install one and set CHROMIUM_PATH to it.');
  return installed;
}
