// Finds a Chromium for the browser suite, or installs one: Playwright's own where it can be downloaded, else the
// system's.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants, existsSync } from 'node:fs';
import { access } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { ROOT } from './packages.mjs';

const PLAYWRIGHT = path.join(ROOT, 'node_modules/@playwright/test/cli.js');
/** The headless shell first: it has no windows to draw, and a page costs it half of what it costs a whole browser. */
const HEADLESS_SHELL = 'chromium-headless-shell';
const SYSTEM_NAMES = [HEADLESS_SHELL, 'chromium', 'chromium-browser', 'google-chrome'];

async function succeeds(command: string, ...args: readonly string[]): Promise<boolean> {
  const child = spawn(command, [...args], { stdio: 'ignore' });
  return once(child, 'exit').then(
    ([code]) => code === 0,
    () => false,
  );
}

/** The path of a program that the system has, found where it looks for programs itself. */
function onPath(): string | undefined {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return SYSTEM_NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name))).find((file) =>
    existsSync(file),
  );
}

async function runnable(file: string): Promise<string> {
  await access(file, constants.X_OK).catch(() => {
    throw new Error(
      `CHROMIUM_PATH is ${file}, where there is no program that can be run. Correct it, or leave it unset: then a Chromium is found or installed.`,
    );
  });
  return file;
}

async function aptGet(...args: readonly string[]): Promise<boolean> {
  return process.getuid?.() === 0 ? succeeds('apt-get', ...args) : succeeds('sudo', '-n', 'apt-get', ...args);
}

/**
 * The path of a Chromium to use, or undefined for Playwright's own.
 *
 * @param configured CHROMIUM_PATH
 * @throws when none can be had, or the configured one cannot be run
 */
export async function ensureBrowser(configured: string | undefined): Promise<string | undefined> {
  if (configured) return runnable(configured);
  if (existsSync(chromium.executablePath())) return undefined;
  const system = onPath();
  if (system) return system;
  process.stderr.write('browser      installing Chromium…\n');
  const downloaded = await succeeds(process.execPath, PLAYWRIGHT, 'install', 'chromium', '--with-deps');
  if (downloaded && existsSync(chromium.executablePath())) return undefined;
  await aptGet('update', '-q');
  if (!(await aptGet('install', '-y', '-q', HEADLESS_SHELL))) await aptGet('install', '-y', '-q', 'chromium');
  const installed = onPath();
  if (!installed) throw new Error('No Chromium could be installed. Install one and set CHROMIUM_PATH to it.');
  return installed;
}
