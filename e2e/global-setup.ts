import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { FullConfig } from '@playwright/test';
import { sandboxCookie } from '../scripts/sandbox-cookie';
import { SIGNED_IN } from './signed-in';

/** Signs in once as the sandbox's admin: every browser of the suite begins with that session. */
export default async function signIn(config: FullConfig): Promise<void> {
  const { baseURL } = config.projects[0]?.use ?? {};
  if (!baseURL) throw new Error('E2E_BASE_URL is not set: it names the running console to test.');
  const { name, value } = await sandboxCookie(baseURL);
  const cookie = {
    name,
    value,
    domain: new URL(baseURL).hostname,
    path: '/',
    expires: -1,
    httpOnly: true,
    secure: false,
    sameSite: 'Lax',
  };
  await mkdir(path.dirname(SIGNED_IN), { recursive: true });
  await writeFile(SIGNED_IN, JSON.stringify({ cookies: [cookie], origins: [] }), { mode: 0o600 });
}
