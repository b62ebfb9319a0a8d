import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type HostileKind, type HostileServer, startHostileServer } from './hostile-servers';

const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 0xd2, 0x16, 0x2f]);
const STARTUP = Buffer.from([0, 0, 0, 9, 0, 3, 0, 0, 0]);

let server: HostileServer | undefined;
let client: Socket | undefined;

afterEach(async () => {
  client?.destroy();
  await server?.stop();
});

async function dial(kind: HostileKind, ...messages: Buffer[]): Promise<Socket> {
  server = await startHostileServer(kind);
  client = connect(server.port, '127.0.0.1');
  await once(client, 'connect');
  for (const message of messages) {
    client.write(message);
  }
  return client;
}

async function bytes(socket: Socket, count: number): Promise<Buffer> {
  let received = Buffer.alloc(0);
  for await (const chunk of socket) {
    received = Buffer.concat([received, chunk]);
    if (received.length >= count) {
      break;
    }
  }
  return received;
}

describe('startHostileServer', () => {
  it.each([
    ['flood', 'NR', 200_000],
    ['huge-frame', 'NR', 6],
    ['auth13', 'NR\0\0\0\x1c\0\0\0\x0d', 30],
    ['no-tls', 'NE', 10],
    ['stalled-tls', 'S', 1],
    ['http', 'HTTP/1.1 400', 12],
    ['ssh', 'SSH-2.0', 7],
    ['drip', 'NR', 2],
  ] as const)('%s answers as it says', async (kind, start, count) => {
    const received = await bytes(await dial(kind, SSL_REQUEST, STARTUP), count);
    expect(received.length).toBeGreaterThanOrEqual(count);
    expect(received.toString('latin1')).toSatisfy((text: string) => text.startsWith(start));
  });

  it('reset answers with a TCP reset', async () => {
    const socket = await dial('reset', SSL_REQUEST);
    await expect(once(socket, 'data')).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  it('close hangs up', async () => {
    expect(await bytes(await dial('close'), 1)).toHaveLength(0);
  });

  it('counts its sockets, and stop() destroys them', async () => {
    const socket = await dial('stalled-tls', SSL_REQUEST);
    await once(socket, 'data');
    expect(server?.openSockets()).toBe(1);
    expect(server?.acceptedSockets()).toBe(1);
    const closed = once(socket, 'close');
    await server?.stop();
    await closed;
    expect(server?.openSockets()).toBe(0);
  });

  it('refuses silent-after-tls without a certificate', async () => {
    await expect(startHostileServer('silent-after-tls')).rejects.toThrow('certificate');
  });
});
