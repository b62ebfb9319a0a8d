import { createHash } from 'node:crypto';
import type { APIRequestContext } from '@playwright/test';
import { actionKey } from '../scripts/action-key';
import { serverActions } from './direct-calls';
import { expect, test } from './fixtures';
import { ownPage } from './own-page';

/** What the newest events of refusals are about, and why. */
async function refusals(request: APIRequestContext): Promise<[unknown, unknown][]> {
  const { events } = await (await request.get('/api/activity?f=action%3Daccess.refused')).json();
  return events.map((event: { target: unknown; details: { because?: unknown } }) => [
    event.target,
    event.details?.because,
  ]);
}

const CANARY = /CANARY-[0-9a-f-]{36}/;

test('answers strange addresses with a page or an error, never with a fault', async ({ request }) => {
  const ids = [
    '..%2F..%2Fetc%2Fpasswd',
    '%252e%252e%252f',
    'CON',
    '__proto__',
    'constructor',
    'x'.repeat(1000),
    '%00',
    '%25',
    '%25zz',
    '%E2%80%AE',
    "'%20or%201=1--",
    '%3Cscript%3E',
  ];
  for (const id of ids) {
    for (const address of [
      `/dev/connections/${id}`,
      `/${id}/connections`,
      `/reference/${id}`,
      `/api/realms/dev/connections/${id}/runs`,
      `/api/realms/${id}/connections`,
      `/api/realms/${id}/lava`,
      `/api/realms/dev/connections/${id}/policy`,
      `/api/realms/dev/requests/${id}`,
      `/api/realms/dev/runs/${id}`,
      `/api/realms/dev/connections?f=connId%3D${id}&sort=${id}&page=${id}`,
    ]) {
      const answer = await request.get(address);
      expect(answer.status(), address).toBeLessThan(500);
      const text = await answer.text();
      expect(text, address).not.toMatch(/at .+\.(ts|js):\d+|node_modules/);
      // A page that failed while it was sent has its status already: it names its fault by a number.
      expect(text, address).not.toMatch(/digest\W+\d{6,}/);
    }
  }
  expect((await request.get('/healthz')).ok()).toBe(true);
});

test('stands before pages whose realm is called almost as a file', async ({ request, baseURL }) => {
  for (const address of [
    '/icon.svgx/connections',
    '/icon.svg/none',
    '/favicon.icox/connections',
    '/_next/imagex/connections',
    '/api/connections',
  ]) {
    const answer = await request.get(address);
    expect(answer.status(), address).toBeLessThan(500);
    expect(answer.headers()['content-security-policy'], address).toMatch(/script-src 'nonce-[0-9a-f]{32}'/);
    const headers = { ...ownPage(baseURL), 'content-type': 'text/plain' };
    const deep = await request.post(address, { headers, data: '['.repeat(50_000) });
    expect(deep.status(), address).toBe(403);
  }
});

test('reads no secret for another site', async ({ request }) => {
  const address = '/api/realms/dev/aws/secret-keys?secret=/lava/dev/none';
  for (const site of ['cross-site', 'same-site']) {
    const answer = await request.get(address, { headers: { 'sec-fetch-site': site } });
    expect(answer.status(), site).toBe(403);
  }
  expect((await request.get(address, { headers: { 'sec-fetch-site': 'same-origin' } })).status()).not.toBe(
    403,
  );
});

test('refuses a sign-in that is too large', async ({ request, baseURL }) => {
  const answer = await request.post('/api/auth/sign-in/email', {
    headers: ownPage(baseURL),
    data: { email: 'a@example.com', password: 'x'.repeat(100 * 1024) },
  });
  expect(answer.status()).toBe(413);
});

test('refuses a body that is too large and forged actions, and stays alive', async ({ request, baseURL }) => {
  const headers = { ...ownPage(baseURL), 'next-action': '0'.repeat(42), 'content-type': 'text/plain' };
  const large = await request.post('/dev/new', { headers, data: 'x'.repeat(10 * 1024 * 1024) });
  expect(large.status()).toBe(413);
  expect(await large.text()).toContain('larger than 1 MB');
  for (const id of ['f'.repeat(42), '__proto__', '../../actions', '']) {
    const named = await request.post('/dev/new', {
      headers: { ...headers, 'next-action': id },
      data: '[{"realm":"dev","connIds":["etl-warehouse"]}]',
    });
    expect(named.status(), id).toBe(403);
    expect(await named.text()).toContain('no such action');
    const form = await request.post('/dev/new', {
      headers: ownPage(baseURL),
      multipart: { [`$ACTION_ID_${id}`]: '' },
    });
    expect(form.status(), id).toBe(403);
  }
  expect((await request.get('/api/realms/dev/connections?f=connId%3Detl-warehouse')).ok()).toBe(true);
  expect(await refusals(request)).toContainEqual(['action', expect.stringContaining('no such action')]);
});

test('makes the ids of actions from the key of this deployment', async () => {
  const key = process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY || (await actionKey());
  const actions = await serverActions();
  expect(actions.length).toBeGreaterThan(30);
  for (const { id, file, name } of actions) {
    const made = (salt: string) => createHash('sha1').update(`${salt}${file}:${name}`).digest('hex');
    expect(id.slice(2), name).toBe(made(key));
    expect(id.slice(2), name).not.toBe(made(''));
  }
});

test('carries out an action only for a page of the console', async ({ page, request, baseURL }) => {
  await page.goto('/dev/connections/etl-warehouse');
  const sent = page.waitForRequest((candidate) => candidate.headers()['next-action'] !== undefined);
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  const action = await sent;
  const repeat = (headers: Record<string, string>, data = '[{"realm":"dev","runId":"none"}]') =>
    request.post('/dev/connections/etl-warehouse', {
      headers: {
        'next-action': action.headers()['next-action'] ?? '',
        'content-type': 'text/plain;charset=UTF-8',
        accept: 'text/x-component',
        ...headers,
      },
      data,
    });
  const { origin, ...noOrigin } = ownPage(baseURL);
  expect((await repeat(ownPage(baseURL))).status()).toBe(200);
  const unreadable = [
    '',
    'xx',
    '5',
    'null',
    `[${'['.repeat(50_000)}${']'.repeat(50_000)}]`,
    '["$1"]',
    '["$n1x"]',
    '[{"realm":"dev","runId":"none","__proto__":{"x":1}}]',
  ];
  for (const data of unreadable) {
    const answer = await repeat(ownPage(baseURL), data);
    expect(answer.status(), data.slice(0, 60)).toBe(400);
    expect(await answer.text()).toMatch(/^What was sent .* Nothing was changed\.$/);
    expect(answer.headers()['content-security-policy']).toContain("default-src 'none'");
  }
  const parts = [
    ['7', '"'],
    ['0', '['.repeat(50_000)],
    ['8', '"'],
  ].map(([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
  for (const type of ['multipart/form-data; boundary=b', 'application/x-www-form-urlencoded']) {
    const form = { ...ownPage(baseURL), 'content-type': type };
    expect((await repeat(form, `${parts.join('')}--b--\r\n`)).status(), type).toBe(400);
  }
  const noAction = await request.post('/dev/connections/etl-warehouse', {
    headers: ownPage(baseURL),
    form: { a: 'b' },
  });
  expect(noAction.status()).toBe(403);
  expect((await request.get('/healthz')).ok()).toBe(true);
  for (const headers of [
    noOrigin,
    { origin },
    { ...noOrigin, origin: 'https://evil.example' },
    { origin, 'sec-fetch-site': 'cross-site' },
  ]) {
    expect((await repeat(headers)).status(), JSON.stringify(headers)).toBe(403);
  }
});

test('shows hostile text as text', async ({ page }) => {
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  const connId = `hostile/${Date.now()}`;
  const text =
    '<img src=x onerror=alert(1)></script><script>alert(2)</script> javascript:alert(3) [x](javascript:alert(4))';
  await page.goto('/dev/new');
  await page.getByRole('textbox', { name: /^Connection identifier/ }).fill(connId);
  await page
    .getByRole('combobox', { name: /^Host/ })
    .fill('analytics-dev.c7k2mzq4x9ab.ap-southeast-2.redshift.amazonaws.com');
  await page.getByRole('textbox', { name: /^Database/ }).fill('warehouse');
  await page.getByRole('combobox', { name: /^Database user/ }).fill('etl');
  await page.getByRole('textbox', { name: /^Description/ }).fill(text);
  await page.getByRole('button', { name: 'Create connection' }).click();
  await expect(page).toHaveURL(`/dev/connections/${encodeURIComponent(connId)}`);
  for (const tab of ['overview', 'json']) {
    await page.goto(`/dev/connections/${encodeURIComponent(connId)}?tab=${tab}`);
    await expect(page.getByText('onerror=alert(1)').first()).toBeVisible();
    await expect(page.locator('[href^="javascript:" i], [src^="javascript:" i], img[src="x"]')).toHaveCount(
      0,
    );
  }
  expect(dialogs).toEqual([]);
});

test('sends no secret of the sandbox to the browser', async ({ page }) => {
  const seen: string[] = [];
  page.on('response', async (response) => {
    const body = await response.text().catch(() => '');
    if (CANARY.test(body) || CANARY.test(Buffer.from(body, 'base64').toString('latin1')))
      seen.push(response.url());
  });
  for (const address of [
    '/dev/connections',
    '/dev/connections/product-usage',
    '/dev/connections/product-usage?tab=json',
    '/dev/credentials',
    '/dev/audit',
    '/realms',
  ]) {
    await page.goto(address);
    await page.waitForLoadState('networkidle');
    expect(await page.content()).not.toMatch(CANARY);
  }
  expect(seen).toEqual([]);
});
