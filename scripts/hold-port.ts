import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';

/** A server that was just killed frees its port a moment later. */
const ATTEMPTS = 20;
const BETWEEN_MS = 50;

/**
 * Takes the web server's port until `release` is called, so that a start finds out at once whether it can have it.
 *
 * @throws {Error} when it cannot, saying why and what to do
 */
export async function holdPort(host: string, port: number): Promise<{ release(): Promise<void> }> {
  for (let attempt = 1; ; attempt += 1) {
    const server = createServer((socket) => socket.destroy()).listen({ host, port });
    try {
      await once(server, 'listening');
      return {
        release: async () => {
          server.close();
          await once(server, 'close');
        },
      };
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (code !== 'EADDRINUSE' || attempt === ATTEMPTS)
        throw new Error(why(host, port, code), { cause: error });
      await setTimeout(BETWEEN_MS);
    }
  }
}

function why(host: string, port: number, code: string): string {
  switch (code) {
    case 'EADDRINUSE':
      return `Another program listens on port ${port} of ${host} already. Stop it, or set PORT to a free port.`;
    case 'EACCES':
      return `This user may not listen on port ${port}. Set PORT to 1024 or more.`;
    case 'EADDRNOTAVAIL':
      return `${host} is no address of this machine. Set HOST to one that is.`;
    default:
      return `Nothing can listen on port ${port} of ${host} (${code}). Check HOST and PORT.`;
  }
}
