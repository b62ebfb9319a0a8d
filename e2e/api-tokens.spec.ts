import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { BASE, callAction, serverActions } from './direct-calls';
import { expect, test } from './fixtures';
import { cookieFor } from './people';

const CLI = path.resolve(import.meta.dirname, '..', 'scripts/lava-conn.mjs');

/** Runs the command line against the console under test. */
async function cli(server: string, token: string, args: readonly string[], stdin = '') {
  const child = spawn(process.execPath, [CLI, ...args, '--realm', 'dev', '--server', server], {
    env: { PATH: process.env.PATH, NODE_ENV: 'production', DOT_ENV: 'off', LAVA_TOKEN: token },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(stdin);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => (stdout += chunk));
  child.stderr.on('data', (chunk) => (stderr += chunk));
  const [code] = await once(child, 'close');
  return { code, stdout, stderr };
}

test('a token is made, shown once, used by the command line, and revoked', async ({
  page,
  request,
  baseURL,
  expectAccessible,
}) => {
  if (!baseURL) throw new Error('E2E_BASE_URL is not set.');
  const name = `nightly ${Date.now()}`;
  await page.goto('/account/tokens');
  await page.getByLabel('Name').fill(name);
  await page.getByRole('button', { name: /^Realm / }).click();
  await page.getByRole('option', { name: 'dev' }).click();
  await page.getByRole('button', { name: /^Role / }).click();
  await page.getByRole('option', { name: 'editor' }).click();
  await page.getByRole('button', { name: 'Make token' }).click();
  await expect(page.getByText('The token is made. It is shown this once.')).toBeVisible();
  const [token = ''] = /lava_[0-9a-f]{64}/.exec((await page.locator('main').textContent()) ?? '') ?? [];
  expect(token).not.toBe('');
  await expectAccessible();
  await page.reload();
  await expect(page.getByText(token)).toHaveCount(0);

  const exported = await cli(baseURL, token, ['export', '--filter', 'connId=etl-warehouse']);
  expect(exported).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(exported.stdout)).toMatchObject([{ conn_id: 'etl-warehouse' }]);
  const same = await cli(baseURL, token, ['diff', '-'], exported.stdout);
  expect(same).toMatchObject({ code: 0, stderr: '' });
  const spec = JSON.stringify({ ...JSON.parse(exported.stdout)[0], conn_id: `token/${Date.now()}` });
  const imported = await cli(baseURL, token, ['import', '--note', 'by a token', '-'], spec);
  expect(imported).toMatchObject({ code: 0, stderr: 'lava-conn: Imported into dev: 1 new, 0 changed.\n' });

  const headers = { authorization: `Bearer ${token}` };
  const { conn_id: connId } = JSON.parse(spec);
  const versions = await request.get(`/api/realms/dev/connections/${encodeURIComponent(connId)}/versions`, {
    headers,
  });
  expect(JSON.stringify(await versions.json())).toContain('by a token');
  expect((await request.get('/api/realms/dev/connections', { headers })).status()).toBe(200);
  expect((await request.get('/api/realms/prod/connections', { headers })).status()).toBe(404);
  await page.getByRole('button', { name: `Revoke ${name}` }).click();
  const asking = page.getByRole('dialog', { name: `Revoke the token ${name}?` });
  await expect(asking).toContainText('refused in dev from now on');
  await expectAccessible();
  await asking.getByRole('button', { name: 'Revoke' }).click();
  await expect(page.getByRole('row', { name }).getByText('Revoked')).toBeVisible();
  expect((await request.get('/api/realms/dev/connections', { headers })).status()).toBe(401);
  const refused = await cli(baseURL, token, ['export']);
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(refused.stderr).toContain('This token is not valid.');
});

test('a token that is asked for twice by one click is made once', async ({ page }) => {
  const create = (await serverActions()).find(({ name }) => name === 'createTokenAction');
  if (!create) throw new Error('There is no action to make a token with.');
  const admin = { cookie: await cookieFor(BASE, 'admin') };
  const name = `twice ${Date.now()}`;
  const input = { name, realm: 'dev', role: 'viewer', days: 7, requestId: randomUUID() };
  const answers = await Promise.all([1, 2].map(() => callAction(create, admin, 'dev', input)));
  expect(answers.map(({ refusal }) => refusal?.code ?? 'made').sort()).toEqual(['CONFLICT', 'made']);
  await page.goto('/account/tokens');
  await expect(page.getByRole('row', { name })).toHaveCount(1);
});
