import { existsSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './packages.mjs';

/**
 * Adds the settings of `.env` to this process's environment, where what is set already stays, also what is set to
 * nothing. With DOT_ENV=off the file is left unread: tests must not meet the store that an operator keeps there.
 */
export function loadSettingsFile(file = path.join(ROOT, '.env')) {
  if (process.env.DOT_ENV !== 'off' && existsSync(file)) process.loadEnvFile(file);
}
