import { createServer } from 'node:http';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { shownPath } from './http/shown-path';
import { log } from './log';
import { logFailure } from './services/start-server';
import { watchRequests } from './watch-requests';

const TOKEN = 'kT3oQ2-one-time-token_9xZ';
const LINKS = [
  `/set-up/${TOKEN}`,
  `/set-password/${TOKEN}`,
  `/set-password/${TOKEN}/more`,
  `/Set-Password/${TOKEN}`,
  `/set%2Dpassword/${TOKEN}`,
  `//set-up/${TOKEN}`,
];

afterEach(() => vi.restoreAllMocks());

describe('the log', () => {
  it('tells of requests for one-time links without their token', async () => {
    watchRequests(() => 'page');
    const told = vi.spyOn(log, 'info');
    const server = createServer((_, response) => response.end()).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    try {
      for (const path of ['/dev/connections', ...LINKS]) {
        await fetch(`http://127.0.0.1:${port}${path}`).then((answer) => answer.text());
      }
      await vi.waitFor(() => expect(told).toHaveBeenCalledTimes(1 + LINKS.length));
    } finally {
      server.close();
    }
    const lines = JSON.stringify(told.mock.calls);
    expect(lines).toContain('/dev/connections');
    expect(lines).toContain('/set-up/[token]');
    expect(lines).not.toContain(TOKEN);
  });

  it('tells of pages that failed without it too', () => {
    const told = vi.spyOn(log, 'error').mockImplementation(() => {});
    for (const path of LINKS) logFailure(new Error('broken'), { method: 'GET', path });
    expect(told).toHaveBeenCalledTimes(LINKS.length);
    expect(JSON.stringify(told.mock.calls)).not.toContain(TOKEN);
  });
});

it('leaves other paths as they are', () => {
  for (const path of ['/', '/set-up', '/dev/connections/set-up', '/%E0%A4%A'])
    expect(shownPath(path)).toBe(path);
});
