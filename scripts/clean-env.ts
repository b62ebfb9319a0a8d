import { SETTING_NAMES } from '../lib/env';

const SETTINGS = new Set(SETTING_NAMES);

/** The environment of tests: no setting of ours, no `.env`, nothing that points at a real database or AWS account. */
export function cleanEnv(source: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const kept = Object.entries(source).filter(
    ([name]) => !SETTINGS.has(name) && !/^(?:AWS_|PG|LAVA_)/.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    DOT_ENV: 'off',
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
  };
}
