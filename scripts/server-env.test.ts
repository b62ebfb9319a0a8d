import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { ROOT } from './packages.mjs';
import { serverEnv } from './server-env';

it('keeps settings, AWS and what a process needs, and nothing else', () => {
  const source = {
    NODE_ENV: 'production' as const,
    PATH: '/bin',
    HOME: '/root',
    AWS_PROFILE: 'lava',
    DATABASE_URL: 'postgresql://x',
    https_proxy: 'http://proxy:1',
    PGPASSWORD: 'p',
    PGHOST: 'h',
    PGSERVICEFILE: 'f',
    GITHUB_TOKEN: 't',
    npm_config__auth: 'a',
  };
  expect(Object.keys(serverEnv(source)).sort()).toEqual([
    'AWS_PROFILE',
    'AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED',
    'DATABASE_URL',
    'HOME',
    'NODE_ENV',
    'PATH',
    '__NEXT_PROCESSED_ENV',
    'https_proxy',
  ]);
});

it('is not added to by Next, which would read all of .env', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'lava-next-env-'));
  try {
    await writeFile(path.join(folder, '.env'), 'PGPASSWORD=hidden\nDATABASE_POOL=9\n');
    const program = `require('@next/env').loadEnvConfig(${JSON.stringify(folder)}, false);
      process.stdout.write(JSON.stringify(process.env));`;
    const load = async (env: NodeJS.ProcessEnv) => {
      const { stdout } = await promisify(execFile)(process.execPath, ['-e', program], { cwd: ROOT, env });
      return JSON.parse(stdout);
    };
    const source = { NODE_ENV: 'production', DATABASE_POOL: '7' } as const;
    expect(await load(source)).toMatchObject({ PGPASSWORD: 'hidden' });
    const loaded = await load(serverEnv(source));
    expect(loaded).toMatchObject(source);
    expect(loaded).not.toHaveProperty('PGPASSWORD');
  } finally {
    await rm(folder, { recursive: true });
  }
});
