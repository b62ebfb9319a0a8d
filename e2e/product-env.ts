import { readEnv } from '../lib/env';
import { cleanEnv } from '../scripts/clean-env';

/** The environment of a product that tests start: clean, and its answers are kept where those of the suite are. */
export function productEnv(): NodeJS.ProcessEnv {
  const { E2E_BODIES } = readEnv();
  return { ...cleanEnv(), ...(E2E_BODIES && { E2E_BODIES }) };
}
