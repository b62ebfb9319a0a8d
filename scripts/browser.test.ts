import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { ensureBrowser } from './browser';

it('takes the Chromium that is named', async () => {
  expect(await ensureBrowser(process.execPath)).toBe(process.execPath);
});

it('says which setting is wrong where no program is at the path, or none that can be run', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'lava-browser-'));
  try {
    const file = path.join(folder, 'chromium');
    await expect(ensureBrowser(file)).rejects.toThrow(`CHROMIUM_PATH is ${file}`);
    await writeFile(file, 'no program', { mode: 0o644 });
    await expect(ensureBrowser(file)).rejects.toThrow('Correct it, or leave it unset');
  } finally {
    await rm(folder, { recursive: true });
  }
});
