import { expect, test } from './fixtures';

test('stops what a page was made to hold, and the suite notices', async ({
  page,
  cspViolations,
  consoleAllows,
}) => {
  consoleAllows.push(/Content Security Policy/);
  await page.goto('/dev/connections');
  await page.evaluate(() => {
    const holder = document.createElement('div');
    holder.innerHTML = '<img src="https://evil.example/x.png" onerror="window.__ran = true">';
    document.body.append(holder);
  });
  await expect.poll(() => cspViolations.length).toBeGreaterThanOrEqual(2);
  expect(await page.evaluate(() => Reflect.get(window, '__ran'))).toBeUndefined();
  expect(cspViolations.join('\n')).toContain('script-src-attr stopped inline');
  expect(cspViolations.join('\n')).toContain('img-src stopped https://evil.example');
  // What the fixture would fail on at the end of any other test.
  cspViolations.length = 0;
});

test('gives every answer its headers, and every page a nonce of its own', async ({ request }) => {
  const policies = new Set<string>();
  for (const address of [
    '/dev/connections',
    '/dev/connections',
    '/realms',
    '/no/such/page',
    '/nowhere/new',
  ]) {
    const answer = await request.get(address);
    const headers = answer.headers();
    const policy = headers['content-security-policy'] ?? '';
    policies.add(policy);
    expect(policy, address).toMatch(/script-src 'nonce-[0-9a-f]{32}' 'strict-dynamic';/);
    expect(policy, address).toContain("frame-ancestors 'none'");
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
    const scripts = (await answer.text()).match(/<script\b[^>]*>/g) ?? [];
    expect(scripts.length, address).toBeGreaterThan(0);
    for (const script of scripts) expect(script, address).toContain(`nonce="${nonce}"`);
    expect(headers['x-powered-by']).toBeUndefined();
    // Reached by http, the console must not lock browsers out of it.
    expect(headers['strict-transport-security']).toBeUndefined();
  }
  expect(policies.size).toBe(5);
  for (const address of ['/dev/connections', '/api/realms', '/api/realms/dev/connections', '/icon.svg']) {
    expect((await request.get(address)).headers(), address).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()'),
    });
  }
  const data = (await request.get('/api/realms/dev/connections')).headers();
  expect(data['content-security-policy']).toContain("default-src 'none'");
});

test('serves scripts without their sources, kept by browsers for good', async ({ request }) => {
  const html = await (await request.get('/dev/connections')).text();
  const scripts = [...new Set(html.match(/\/_next\/static\/[^"\\]+?\.js/g) ?? [])];
  expect(scripts.length).toBeGreaterThan(3);
  for (const script of scripts) {
    const answer = await request.get(script);
    expect(answer.headers()['cache-control'], script).toContain('immutable');
    expect(answer.headers()['content-security-policy'], script).toBeUndefined();
    expect(await answer.text(), script).not.toContain('sourceMappingURL');
    expect((await request.get(`${script}.map`)).status(), script).toBe(404);
  }
});
