import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { listen } from '../sandbox/listen';
import { watchRequests } from '../watch-requests';
import { markRequests } from './request-marks';
import { mayUseSandboxPeople } from './sandbox-people';

const server = createServer((request, response) => {
  // As Next has done when a page or a route sees the request.
  request.headers['x-forwarded-for'] ??= request.socket.remoteAddress;
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
  response.end(String(mayUseSandboxPeople(new Headers(Object.fromEntries(headers)))));
});
let port: number;

beforeAll(async () => {
  vi.stubEnv('SANDBOX', 'on');
  markRequests();
  watchRequests(() => 'page');
  port = await listen(server, 0);
});
afterAll(async () => {
  server.close();
  await once(server, 'close');
});

const ask = async (headers: Record<string, string>) =>
  (await fetch(`http://127.0.0.1:${port}`, { headers: { connection: 'close', ...headers } })).text();

it('lets in who connects from this machine', async () => {
  expect(await ask({})).toBe('true');
});

it.each([
  ['x-forwarded-for', '203.0.113.7'],
  ['x-forwarded-for', '127.0.0.1, 203.0.113.7'],
  ['forwarded', 'for=203.0.113.7;host=lava.example.com'],
  ['x-real-ip', '203.0.113.7'],
])('refuses who comes through a proxy on this machine, which says %s: %s', async (name, value) => {
  expect(await ask({ [name]: value })).toBe('false');
});
