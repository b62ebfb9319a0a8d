import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { SOURCES } from './build-app';
import { freePort } from './free-port';
import { ROOT } from './packages.mjs';
import { isAlive } from './running';
import { serverEnv } from './server-env';

/** Takes Next's place: a build that writes its process number down and goes on until it is ended. */
const ENDLESS_BUILD = `
  require('node:fs').writeFileSync('building.pid', String(process.pid));
  setInterval(() => {}, 1e6);
`;

let project: string;

/** A project of its own, with all of this one's packages but Next. */
beforeEach(async () => {
  project = await mkdtemp(path.join(tmpdir(), 'lava-ended-build-'));
  for (const part of [...SOURCES, 'scripts', 'prisma', 'package.json', '.env.example'])
    await cp(path.join(ROOT, part), path.join(project, part), { recursive: true });
  const packages = path.join(project, 'node_modules');
  await mkdir(path.join(packages, 'next/dist/bin'), { recursive: true });
  await writeFile(path.join(packages, 'next/package.json'), '{}');
  await writeFile(path.join(packages, 'next/dist/bin/next'), ENDLESS_BUILD);
  for (const name of await readdir(path.join(ROOT, 'node_modules')))
    if (!['next', '.lava-bundles'].includes(name))
      await symlink(path.join(ROOT, 'node_modules', name), path.join(packages, name));
});
afterEach(() => rm(project, { recursive: true, force: true }));

it('is ended when the start is ended, and with it the start', async () => {
  const start = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: project,
    env: {
      ...serverEnv(process.env),
      HOME: project,
      DOT_ENV: 'off',
      SANDBOX: 'off',
      DATA_DIR: path.join(project, 'data'),
      // Nothing listens there: the console would start without its store.
      DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none',
      PORT: String(await freePort()),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [start.stdout, start.stderr]) stream.on('data', (chunk) => (output += chunk));
  const mark = path.join(project, 'building.pid');
  await vi.waitFor(() => expect(existsSync(mark), output).toBe(true), { timeout: 60_000, interval: 50 });
  const build = Number(await readFile(mark, 'utf8'));
  expect(await isAlive(build, 'next')).toBe(true);

  start.kill('SIGINT');
  const [code] = await once(start, 'exit');
  expect(code, output).toBe(0);
  expect(output).toContain('stopping ');
  expect(output).not.toContain('ready ');
  await vi.waitFor(async () => expect(await isAlive(build, 'next')).toBe(false));
});
