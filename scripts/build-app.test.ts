import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { SOURCES } from './build-app';
import { ROOT } from './packages.mjs';
import { hashFiles } from './source-hash';

/** Sources at the root that belong to tests and tools, or are made by Next itself. */
const OTHERS = ['playwright.config.ts', 'vitest.config.ts', 'next-env.d.ts'];

it('goes by every source at the root that Next compiles', async () => {
  const sources = (await readdir(ROOT)).filter((name) => /\.(ts|js)$/.test(name) && !OTHERS.includes(name));
  expect(sources).toContain('instrumentation.ts');
  expect(SOURCES).toEqual(expect.arrayContaining(sources));
});

it('is done again when a source changed, and says which is missing', async () => {
  const root = await mkdtemp(path.join(tmpdir(), 'lava-sources-'));
  try {
    const hashes = new Set<string>();
    const add = async () => hashes.add(await hashFiles(['app.ts', 'more'], root));
    await writeFile(path.join(root, 'app.ts'), 'one');
    await writeFile(path.join(root, 'more'), '');
    await add();
    await writeFile(path.join(root, 'app.ts'), 'two');
    await add();
    await rm(path.join(root, 'more'));
    await expect(hashFiles(['app.ts', 'more'], root)).rejects.toThrow('ENOENT');
    expect(hashes.size).toBe(2);
  } finally {
    await rm(root, { recursive: true });
  }
});
