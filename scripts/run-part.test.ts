import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, expect, it, vi } from 'vitest';
import { ROOT } from './packages.mjs';
import { runPart } from './run-part';

afterEach(() => vi.restoreAllMocks());

it('counts what a part counts, and a part that throws as one failure, with its message', async () => {
  const written: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  expect(await runPart('checks', async () => ({ passed: 3, failed: 2 }))).toEqual({ passed: 3, failed: 2 });
  expect(written.join('')).not.toContain('FAILED');
  const broken = runPart('build', () => Promise.reject(new Error('The build failed:\nno such module')));
  expect(await broken).toEqual({ passed: 0, failed: 1 });
  expect(written.join('')).toContain('build FAILED: The build failed:\nno such module\n');
});

it('npm test ends with its counts also when nothing can be installed', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'lava-counts-'));
  try {
    for (const name of ['test.mjs', 'packages.mjs'])
      await cp(path.join(ROOT, 'scripts', name), path.join(folder, 'scripts', name));
    await writeFile(path.join(folder, 'package-lock.json'), 'no lock file');
    const ending = promisify(execFile)(process.execPath, ['scripts/test.mjs'], { cwd: folder });
    await expect(ending).rejects.toMatchObject({ code: 1, stdout: '\n0 passed, 1 failed\n' });
  } finally {
    await rm(folder, { recursive: true });
  }
});
