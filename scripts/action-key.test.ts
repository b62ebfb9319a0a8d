import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { actionKey } from './action-key';

it('is made once for a data folder, unlike any other, and private', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'lava-key-'));
  try {
    const [one, two] = [path.join(folder, 'one'), path.join(folder, 'two')];
    const key = await actionKey(one);
    expect(Buffer.from(key, 'base64')).toHaveLength(32);
    expect(await actionKey(one)).toBe(key);
    expect(await actionKey(two)).not.toBe(key);
    expect((await stat(path.join(one, 'action-key'))).mode & 0o777).toBe(0o600);
  } finally {
    await rm(folder, { recursive: true });
  }
});
