import { once } from 'node:events';
import type { Server } from 'node:net';

/** Listens on 127.0.0.1 and returns the port; 0 asks for any free one. Rejects when the port is in use. */
export async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no TCP address.');
  return address.port;
}
