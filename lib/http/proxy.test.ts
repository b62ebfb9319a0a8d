import { readdirSync } from 'node:fs';
import path from 'node:path';
import { unstable_doesMiddlewareMatch as doesMatch } from 'next/experimental/testing/server';
import { NextRequest } from 'next/server';
import { expect, it, vi } from 'vitest';
import { config, proxy } from '../../proxy';

const MB = 1024 * 1024;

/** A page's request whose body comes in pieces and does not tell its size. */
function inPieces(bytes: number, more: Record<string, string> = {}): NextRequest {
  const piece = new Uint8Array(bytes / 8).fill(120);
  let sent = 0;
  const body = new ReadableStream({
    pull: (controller) => (sent++ < 8 ? controller.enqueue(piece) : controller.close()),
  });
  const origin = 'http://localhost:3000';
  const headers = { host: 'localhost:3000', origin, 'sec-fetch-site': 'same-origin', ...more };
  return new NextRequest(`${origin}/dev/new`, { method: 'POST', headers, body, duplex: 'half' });
}

it('refuses a body of more than 1 MB also when it does not tell its size', async () => {
  for (const request of [
    inPieces(2 * MB, { 'next-action': '0'.repeat(42) }),
    inPieces(8, { 'content-length': String(2 * MB) }),
  ]) {
    const answer = await proxy(request);
    expect(answer.status).toBe(413);
    expect(await answer.text()).toContain('larger than 1 MB');
  }
  // No larger, but no action.
  expect((await proxy(inPieces(MB))).status).toBe(403);
});

it('gives its own answers the policy of data, and tells browsers to keep to https', async () => {
  const refused = () => proxy(inPieces(2 * MB));
  const policy = expect.stringContaining("default-src 'none'; frame-ancestors 'none'");
  const shown = async () => Object.fromEntries((await refused()).headers);
  expect(await shown()).toMatchObject({ 'content-security-policy': policy });
  expect(await shown()).not.toHaveProperty('strict-transport-security');
  vi.stubEnv('PUBLIC_URL', 'https://lava.example.com');
  expect(await shown()).toMatchObject({
    'content-security-policy': policy,
    'strict-transport-security': expect.stringContaining('max-age'),
  });
  vi.unstubAllEnvs();
});

/** The addresses of all files of a kind below `app`. */
function addresses(file: string): string[] {
  const app = path.resolve(import.meta.dirname, '../../app');
  return readdirSync(app, { recursive: true, encoding: 'utf8' })
    .filter((name) => path.basename(name) === file)
    .map((name) => path.dirname(name).replace(/\(\w+\)\/?/g, ''))
    .map((name) => `/${name === '.' ? '' : name}`);
}

it('stands before every page, whatever the realm is called, and before no data', () => {
  const stands = (url: string) => doesMatch({ config, url, nextConfig: {} });
  const pages = addresses('page.tsx').flatMap((page) =>
    ['dev', 'icon.svg', 'icon.svgx', 'favicon.icox', 'api', 'apis', '_next'].map((realm) =>
      page.replace(/\[\w+\]/g, realm),
    ),
  );
  expect(pages.length).toBeGreaterThan(100);
  expect(pages.filter((page) => !stands(page) && page !== '/api/activity')).toEqual([]);
  for (const page of ['/icon.svg/none', '/_next/imagex/connections', '/_next/image/connections'])
    expect(stands(page), page).toBe(true);
  const data = addresses('route.ts').filter((route) => route.startsWith('/api/'));
  expect(data.length).toBeGreaterThan(30);
  const files = ['/_next/static/chunks/a.js', '/_next/image', '/icon.svg', '/favicon.ico'];
  expect([...data, ...files].filter(stands)).toEqual([]);
});
