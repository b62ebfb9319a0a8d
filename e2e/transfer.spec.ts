import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { APIRequestContext, Page } from '@playwright/test';
import { strToU8, zipSync } from 'fflate';
import { sandboxCookie } from '../scripts/sandbox-cookie';
import { listOf, newConnId, pageOf } from './conn-ids';
import { expect, test } from './fixtures';
import { act, makeConnection, storedSpec } from './given';
import { ownPage } from './own-page';

const table = (page: Page) => page.getByRole('table', { name: 'Connections in the files' });
const rowOf = (page: Page, text: string) => table(page).getByRole('row').filter({ hasText: text });
const json = (name: string, content: unknown) => ({
  name,
  mimeType: 'application/json',
  buffer: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content, null, 2)),
});

async function exported(page: Page, start: string): Promise<Record<string, unknown>[]> {
  await page.goto(listOf(start));
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'One JSON file' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^connections-dev-\d{4}-\d\d-\d\d\.json$/);
  return JSON.parse(await readFile(await download.path(), 'utf8'));
}

test('exports a filtered list, and imports it changed: preview, refused lines, choice', async ({
  page,
  expectAccessible,
}) => {
  test.slow();
  const start = newConnId('transfer');
  await makeConnection(page, `${start}/a`);
  await makeConnection(page, `${start}/b`, { from: 'telemetry' });
  const specs = await exported(page, start);
  expect(specs.map(({ conn_id }) => conn_id)).toEqual([`${start}/a`, `${start}/b`]);

  await page.getByRole('link', { name: 'Import', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Import connections' })).toBeVisible();
  await expectAccessible();
  const [a, b] = specs;
  await page
    .getByLabel('Files', { exact: true })
    .setInputFiles([
      json('changed.json', [
        { ...a, owner: 'imported@example.com', 'x-team': { z: 1, a: 2 } },
        b,
        { conn_id: `${start}/new`, type: 'TypeCase', enabled: 'false' },
        { conn_id: `${start}/left`, type: 'redshift' },
      ]),
      json(
        'bad.json',
        `[\n{"conn_id":"${start}/pasted","password":"hunter2 hunter2"},\n{"conn_id":"${start}/twice","x":1,"x":2}\n]`,
      ),
    ]);
  await expect(rowOf(page, `${start}/a`)).toContainText('2 fields: owner, x-team');
  await expect(rowOf(page, `${start}/b`)).toContainText('Same');
  await expect(rowOf(page, `${start}/new`)).toContainText('New');
  await expect(rowOf(page, `${start}/pasted`)).toContainText('looks like the secret itself');
  await expect(rowOf(page, `${start}/twice`)).toContainText('bad.json, line 3');
  await expect(rowOf(page, `${start}/twice`)).toContainText('"x" is there twice');
  expect(await page.content()).not.toContain('hunter2');
  await expectAccessible();

  await rowOf(page, `${start}/a`)
    .getByRole('button', { name: /2 fields/ })
    .click();
  await expect(rowOf(page, `${start}/a`)).toContainText('"imported@example.com"');
  await page.getByRole('button', { name: 'Refused 2' }).click();
  await expect(table(page).locator('tbody tr')).toHaveCount(2);
  await page.getByRole('button', { name: 'All 6' }).click();
  await page.getByRole('checkbox', { name: `Choose ${start}/left` }).click();
  await page.getByRole('textbox', { name: /^Why/ }).fill('The owner left.');
  await page.getByRole('button', { name: 'Import 2 connections' }).click();
  await expect(page.getByText('Imported 2 connections into dev')).toBeVisible();
  await expect(page.getByText('1 new, 1 changed.')).toBeVisible();
  await expectAccessible();

  const after = await exported(page, start);
  expect(after.map(({ conn_id }) => conn_id)).toEqual([`${start}/a`, `${start}/b`, `${start}/new`]);
  expect(JSON.stringify(after[0])).toBe(
    JSON.stringify({ ...a, owner: 'imported@example.com', 'x-team': { z: 1, a: 2 } }),
  );
  await page.goto(`${pageOf(`${start}/new`)}?tab=versions`);
  await expect(page.getByRole('heading', { level: 1, name: `${start}/new` })).toBeVisible();
  await expect(page.getByRole('table', { name: `Versions of ${start}/new` })).toContainText(
    'The owner left.',
  );
});

test('imports pasted text by keyboard, on a narrow screen', async ({ page, expectAccessible }) => {
  await page.setViewportSize({ width: 400, height: 900 });
  const connId = newConnId('pasted');
  await page.goto('/dev/import');
  await page.getByRole('button', { name: 'Paste text' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'JSON or YAML' })).toBeFocused();
  await page.keyboard.insertText(`conn_id: ${connId}\ntype: redshift\nhost: h\nport: 5439\nenabled: false\n`);
  await page.getByRole('button', { name: 'Preview', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(rowOf(page, connId)).toContainText('New');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(400);
  await expectAccessible();
  await page.getByRole('button', { name: 'Import 1 connection' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Imported 1 connection into dev')).toBeVisible();
});

test('imports the same once more when it was deleted meanwhile', async ({ page }) => {
  const connId = newConnId('again');
  const text = JSON.stringify({
    conn_id: connId,
    type: 'slack',
    enabled: true,
    webhook_url: 'https://x.example',
  });
  const paste = async () => {
    await page.getByRole('button', { name: 'Paste text' }).click();
    await page.getByRole('textbox', { name: 'JSON or YAML' }).fill(text);
    await page.getByRole('button', { name: 'Preview', exact: true }).click();
    await page.getByRole('button', { name: 'Import 1 connection' }).click();
    await expect(page.getByText('Imported 1 connection into dev')).toBeVisible();
  };
  await page.goto('/dev/import');
  await paste();
  const versions = { [connId]: 1 };
  await act(page, 'deleteConnectionsAction', 'dev', { realm: 'dev', connIds: [connId], versions });
  await page.getByRole('button', { name: 'Import more' }).click();
  await paste();
  expect(await storedSpec(page, connId)).toMatchObject({ type: 'slack' });
});

test('an import that disables a connection names the jobs that use it first', async ({ page, request }) => {
  const stored = await request.get('/api/realms/dev/export?format=json&f=connId%3Detl-warehouse');
  const [spec] = await stored.json();
  await page.goto('/dev/import');
  await page.getByRole('button', { name: 'Paste text' }).click();
  await page.getByRole('textbox', { name: 'JSON or YAML' }).fill(JSON.stringify({ ...spec, enabled: false }));
  await page.getByRole('button', { name: 'Preview', exact: true }).click();
  await expect(rowOf(page, 'etl-warehouse')).toContainText('Changed');
  await page.getByRole('button', { name: 'Import 1 connection' }).click();
  const asking = page.getByRole('dialog', { name: 'Disable etl-warehouse?' });
  await expect(asking).toContainText('4 jobs, all of them enabled');
  await asking.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('button', { name: 'Import 1 connection' })).toBeEnabled();
  expect(
    await (await request.get('/api/realms/dev/export?format=json&f=connId%3Detl-warehouse')).json(),
  ).toEqual([spec]);
});

test('a change since the preview keeps everything from being imported, and is shown', async ({
  page,
  browser,
}) => {
  const start = newConnId('stale');
  await makeConnection(page, start);
  const [spec] = await exported(page, start);
  await page.goto('/dev/import');
  await page
    .getByLabel('Files', { exact: true })
    .setInputFiles(json('a.json', [{ ...spec, owner: 'file@example.com' }, { conn_id: `${start}-new` }]));
  await expect(rowOf(page, `${start}-new`)).toBeVisible();
  const other = await browser.newPage();
  await other.goto('/dev/import');
  await other
    .getByLabel('Files', { exact: true })
    .setInputFiles(json('b.json', { ...spec, owner: 'somebody@example.com' }));
  await other.getByRole('button', { name: 'Import 1 connection' }).click();
  await expect(other.getByText('Imported 1 connection')).toBeVisible();
  await other.close();
  await page.getByRole('button', { name: 'Import 2 connections' }).click();
  await expect(page.getByText(`Changed since the preview: ${start}.`)).toBeVisible();
  await page.getByRole('button', { name: 'Preview again' }).click();
  await rowOf(page, 'owner')
    .getByRole('button', { name: /1 field/ })
    .click();
  await expect(table(page)).toContainText('"somebody@example.com"');
  await page.getByRole('button', { name: 'Import 2 connections' }).click();
  await expect(page.getByText('1 new, 1 changed.')).toBeVisible();
});

test('reads folders and archives, naming each file', async ({ page }) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'lava-import-'));
  await mkdir(path.join(folder, 'deep'));
  const [one, two] = [newConnId('folder'), newConnId('zip')];
  await writeFile(path.join(folder, 'deep', 'one.yaml'), `conn_id: ${one}\n`);
  await writeFile(path.join(folder, 'README.md'), 'no');
  await writeFile(
    path.join(folder, 'two.zip'),
    zipSync({ 'a/two.json': strToU8(`{"conn_id":"${two}"}`), 'notes.txt': strToU8('no') }),
  );
  await page.goto('/dev/import');
  await page.getByLabel('Folder', { exact: true }).setInputFiles(folder);
  const name = path.basename(folder);
  await expect(rowOf(page, one)).toContainText(`${name}/deep/one.yaml, line 1`);
  await expect(rowOf(page, two)).toContainText(`${name}/two.zip/a/two.json, line 1`);
  await expect(page.getByText('Left out, as neither JSON nor YAML: 2 files')).toBeVisible();
  await rm(folder, { recursive: true });
});

test('says what is wrong with nothing, and with too much', async ({ page }) => {
  await page.goto('/dev/import');
  await page.getByLabel('Files', { exact: true }).setInputFiles(json('empty.json', ''));
  await expect(rowOf(page, 'empty.json')).toContainText('There is no connection in this file.');
  await expect(page.getByRole('button', { name: 'Import 0 connections' })).toBeDisabled();
  await page.getByRole('button', { name: 'Other files' }).click();
  await page
    .getByLabel('Files', { exact: true })
    .setInputFiles({ ...json('large.json', ''), buffer: Buffer.alloc(11 * 1024 * 1024, 32) });
  await expect(page.getByText('at most 10 MB are taken')).toBeVisible();
});

test.describe('the route', () => {
  const post = (
    request: APIRequestContext,
    baseURL: string | undefined,
    headers: Record<string, string> = {},
    buffer = Buffer.from('{"conn_id":"x"}'),
  ) =>
    request.post('/api/realms/dev/import', {
      headers: { ...ownPage(baseURL), ...headers },
      multipart: { file: { name: 'a.json', mimeType: 'application/json', buffer } },
    });

  test('takes files only from the console itself', async ({ request, baseURL }) => {
    expect((await post(request, baseURL)).status()).toBe(200);
    const elsewhere: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': '' },
      { origin: '' },
    ];
    for (const headers of elsewhere) {
      expect((await post(request, baseURL, headers)).status()).toBe(403);
    }
    const bare = await request.post('/api/realms/dev/import', { data: '' });
    expect(bare.status()).toBe(403);
  });

  test('answers a body of more than 10 MB with 413 and the limit, and lives on', async ({
    request,
    baseURL,
  }) => {
    const large = await post(request, baseURL, {}, Buffer.alloc(10 * 1024 * 1024 + 1, 32));
    expect(large.status()).toBe(413);
    expect(await large.text()).toContain('more than 10 MB');
    // Without a length, it is counted while it is read.
    const chunk = new Uint8Array(1024 * 1024).fill(32);
    let sent = 0;
    const body = new ReadableStream({
      pull: (controller) => (sent++ < 12 ? controller.enqueue(chunk) : controller.close()),
    });
    const origin = new URL(baseURL ?? '').origin;
    const init = {
      method: 'POST',
      body,
      duplex: 'half',
      headers: {
        ...ownPage(origin),
        'content-type': 'multipart/form-data; boundary=x',
        cookie: (await sandboxCookie(origin)).header,
      },
    };
    const streamed = await fetch(`${origin}/api/realms/dev/import`, init);
    expect(streamed.status).toBe(413);
    expect((await post(request, baseURL)).status()).toBe(200);
  });

  test('refuses what is no form, forged parts, unknown formats and unknown realms', async ({
    request,
    baseURL,
  }) => {
    const headers = ownPage(baseURL);
    const statuses = [
      await request.post('/api/realms/dev/import', { headers, data: '{}' }),
      await request.post('/api/realms/dev/import', { headers, multipart: { role: 'admin' } }),
      await request.post('/api/realms/dev/import?apply', { headers, multipart: { chosen: '[{' } }),
      await request.post('/api/realms/nowhere/import', { headers, multipart: { chosen: '[]' } }),
      await request.get('/api/realms/dev/export?format=exe'),
      await request.get('/api/realms/nowhere/export'),
    ].map((answer) => answer.status());
    expect(statuses).toEqual([422, 422, 422, 404, 422, 404]);
  });
});

test('a slow upload shows how far it is and can be cancelled', async ({ page, expectAccessible }) => {
  const name = newConnId('slow');
  const many = Array.from({ length: 2_000 }, (_, index) => ({
    conn_id: `${name}-${index}`,
    type: 'redshift',
    'x-note': 'y'.repeat(900),
  }));
  await page.goto('/dev/import');
  const session = await page.context().newCDPSession(page);
  const throttle = (uploadThroughput: number) =>
    session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput,
    });
  await throttle(200_000);
  await page.getByLabel('Files', { exact: true }).setInputFiles(json('slow.json', many));
  const progress = page.getByRole('progressbar');
  await expect.poll(async () => Number(await progress.getAttribute('value'))).toBeGreaterThan(2);
  await expectAccessible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(progress).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Choose files' })).toBeEnabled();
  await expect(page.getByText('The server could not be reached.')).toHaveCount(0);

  await throttle(-1);
  await page.getByLabel('Files', { exact: true }).setInputFiles(json('slow.json', many));
  await expect(page.getByRole('button', { name: 'Import 2,000 connections' })).toBeVisible();
  await session.detach();
});
