import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { loadSettingsFile } from './settings-file.mjs';

afterEach(() => {
  vi.unstubAllEnvs();
  delete process.env.LAVA_REALM;
});

it('reads the file, below what is set, and not at all when that is switched off', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'lava-settings-'));
  try {
    const file = path.join(folder, '.env');
    await writeFile(file, 'DATABASE_URL=postgresql://production/store\nLAVA_REALM=prod\n');
    delete process.env.LAVA_REALM;
    vi.stubEnv('DATABASE_URL', '');
    vi.stubEnv('DOT_ENV', 'off');
    loadSettingsFile(file);
    expect(process.env.LAVA_REALM).toBeUndefined();

    vi.stubEnv('DOT_ENV', 'on');
    loadSettingsFile(path.join(folder, 'none'));
    loadSettingsFile(file);
    expect([process.env.LAVA_REALM, process.env.DATABASE_URL]).toEqual(['prod', '']);
  } finally {
    await rm(folder, { recursive: true });
  }
});
