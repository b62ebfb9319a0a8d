import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, expect, it, vi } from 'vitest';
import { isAlive } from './running';

afterEach(() => vi.unstubAllEnvs());

it('knows a process by its command line, on a system without ps', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)', 'start.mjs']);
  await once(child, 'spawn');
  vi.stubEnv('PATH', '/nowhere');
  const pid = Number(child.pid);
  expect(await isAlive(pid, 'start.mjs')).toBe(true);
  expect(await isAlive(pid, 'another.mjs')).toBe(false);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await isAlive(pid, 'start.mjs')).toBe(false);
});
