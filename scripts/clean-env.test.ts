import { expect, it } from 'vitest';
import { SETTING_NAMES } from '../lib/env';
import { cleanEnv } from './clean-env';

it('keeps no setting, no AWS and no database, and leaves .env unread', () => {
  const settings = Object.fromEntries(SETTING_NAMES.map((name) => [name, 'x']));
  const cleaned = cleanEnv({
    ...settings,
    NODE_ENV: 'development',
    PATH: '/bin',
    AWS_PROFILE: 'production',
    PGSERVICE: 'production',
  });
  expect(cleaned).toEqual({
    PATH: '/bin',
    DOT_ENV: 'off',
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
  });
});
