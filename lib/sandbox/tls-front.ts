import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import type { ServerCertificate } from './certificates';
import { listen } from './listen';

export interface TlsFront {
  readonly port: number;
  stop(): Promise<void>;
}

/** Length 8, then the number PostgreSQL's protocol gives to the wish for TLS. */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

/**
 * Stands in front of a PostgreSQL on 127.0.0.1 and shows another certificate: the same database, reached as through
 * a server that nobody vouches for. Connections that do not ask for TLS are closed.
 */
export async function startTlsFront(options: {
  readonly port: number;
  readonly tls: ServerCertificate;
  readonly targetPort: number;
}): Promise<TlsFront> {
  const secureContext = createSecureContext({ cert: options.tls.cert, key: options.tls.key });
  const open = new Set<Socket>();
  const keep = (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  };
  const server = createServer((socket) => {
    keep(socket);
    socket.on('error', () => socket.destroy());
    socket.once('data', (first) => {
      if (!first.equals(SSL_REQUEST)) {
        socket.destroy();
        return;
      }
      socket.write('S');
      const secured = new TLSSocket(socket, { isServer: true, secureContext });
      const target = connect(options.targetPort, '127.0.0.1');
      keep(target);
      const hangUp = () => {
        socket.destroy();
        target.destroy();
      };
      for (const end of [secured, target]) end.on('error', hangUp).on('close', hangUp);
      secured.pipe(target).pipe(secured);
    });
  });
  const port = await listen(server, options.port);
  return {
    port,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}
