import { expect, it } from 'vitest';
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
    'DATABASE_URL',
    'HOME',
    'NODE_ENV',
    'PATH',
    'https_proxy',
  ]);
});
