import { NextRequest } from 'next/server';
import { expect, it } from 'vitest';
import { proxy } from '../../proxy';

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
  expect((await proxy(inPieces(MB))).status).toBe(200);
});
