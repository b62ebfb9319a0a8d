import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchJson, RequestError } from './fetch-json';

let server: Server;
let base: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const status = Number(request.url?.slice(1));
    response.writeHead(status, { 'content-type': 'text/html' }).end('<html>Bad gateway</html>');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => server.close());

async function refused(url: string): Promise<RequestError> {
  const thrown: unknown = await fetchJson(url).catch((error) => error);
  if (!(thrown instanceof RequestError)) throw thrown;
  return thrown;
}

describe('fetchJson', () => {
  it.each([502, 200])(
    'says of a page of a proxy with status %i that the console did not answer',
    async (status) => {
      const { error } = await refused(`${base}/${status}`);
      expect(error).toMatchObject({
        code: 'UNAVAILABLE',
        message: expect.stringContaining(String(status)),
      });
      expect(error.hint).toMatch(/proxy/);
    },
  );

  it('says of a server that is not there how to go on, without words of its own installation', async () => {
    const { error } = await refused('http://127.0.0.1:1/');
    expect(error.code).toBe('UNAVAILABLE');
    expect(error.hint).not.toContain('npm');
  });
});
