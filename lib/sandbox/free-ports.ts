import { once } from 'node:events';
import { createServer } from 'node:net';
import { PORT_ORDER } from './sandbox-ports';

/** Ports from here on are handed out to whoever asks for any. */
const EPHEMERAL = 32_768;
const LOWEST = 20_000;

/** The first of so many ports in a row on which nothing listens now, as many as a sandbox takes. */
export async function freePorts(size: number = PORT_ORDER.length): Promise<number> {
  for (;;) {
    const first = LOWEST + Math.floor(Math.random() * (EPHEMERAL - LOWEST - size));
    const ports = Array.from({ length: size }, (_, index) => first + index);
    const free = await Promise.all(ports.map(isFree));
    if (free.every(Boolean)) return first;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}
