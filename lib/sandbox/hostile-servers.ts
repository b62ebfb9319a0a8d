import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import { listen } from './listen';

/**
 * Servers that misbehave on purpose, for the sandbox and for tests of the probe:
 *
 * - `silent`: accepts and never answers; `close`: accepts and hangs up; `reset`: answers with a TCP reset
 * - `drip`: an endless answer, one byte a second
 * - `flood`: announces a 2 GB frame and streams it; `huge-frame`: announces it and sends nothing more
 * - `auth13`: asks for Redshift's SHA-256 digest (authentication 13)
 * - `http`, `ssh`: another protocol altogether
 * - `no-tls`: says no to TLS, and refuses a login without it
 * - `stalled-tls`: agrees to TLS, then leaves the handshake unanswered
 * - `silent-after-tls`: completes the handshake, then stays silent (needs `tls`)
 */
export const HOSTILE_KINDS = [
  'silent',
  'close',
  'reset',
  'drip',
  'flood',
  'huge-frame',
  'auth13',
  'http',
  'ssh',
  'no-tls',
  'stalled-tls',
  'silent-after-tls',
] as const;
export type HostileKind = (typeof HOSTILE_KINDS)[number];

export interface HostileServer {
  readonly port: number;
  /** Connections accepted and not closed yet. */
  openSockets(): number;
  /** Connections accepted since the start. */
  acceptedSockets(): number;
  /** Destroys what is open and stops listening. */
  stop(): Promise<void>;
}

export interface HostileOptions {
  /** 0 or absent: any free port. */
  readonly port?: number;
  /** PEM texts, for `silent-after-tls`. */
  readonly tls?: { readonly key: string; readonly cert: string };
}

const SSL_REQUEST = 80877103;
const TWO_GIGABYTES = 0x7fff_ffff;

/** Starts one on 127.0.0.1. Throws when the port is taken, or when `silent-after-tls` got no certificate. */
export async function startHostileServer(
  kind: HostileKind,
  options: HostileOptions = {},
): Promise<HostileServer> {
  const behave = behaviourOf(kind, options);
  const open = new Set<Socket>();
  let accepted = 0;
  const server = createServer((socket) => {
    accepted += 1;
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    // The client hanging up mid-way is expected; 'close' follows and clears the books.
    socket.on('error', () => socket.destroy());
    behave(socket);
  });
  const port = await listen(server, options.port ?? 0);
  return {
    port,
    openSockets: () => open.size,
    acceptedSockets: () => accepted,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) {
        socket.destroy();
      }
      await closed;
    },
  };
}

type Behaviour = (socket: Socket) => void;

function behaviourOf(kind: HostileKind, { tls }: HostileOptions): Behaviour {
  switch (kind) {
    case 'silent':
      return (socket) => socket.resume();
    case 'close':
      return (socket) => socket.resume().end();
    case 'reset':
      return (socket) => socket.once('data', () => socket.resetAndDestroy());
    case 'drip':
      return drip;
    case 'flood':
      return afterStartup((socket) => {
        socket.write(frameHeader('R', TWO_GIGABYTES));
        stream(socket);
      });
    case 'huge-frame':
      return afterStartup((socket) => socket.write(frameHeader('R', TWO_GIGABYTES)));
    case 'auth13':
      return afterStartup((socket) => socket.write(authentication13()));
    case 'http':
      return (socket) =>
        socket.once('data', () =>
          socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'),
        );
    case 'ssh':
      return (socket) => {
        socket.write('SSH-2.0-OpenSSH_9.6\r\n');
        socket.resume();
      };
    case 'no-tls':
      return afterStartup((socket) =>
        socket.end(errorResponse('28000', 'no pg_hba.conf entry for host "127.0.0.1", SSL off')),
      );
    case 'stalled-tls':
      return (socket) => socket.once('data', () => socket.write('S'));
    case 'silent-after-tls':
      return silentAfterTls(tls);
  }
}

function drip(socket: Socket): void {
  // A frame of 60 KB that stays under every size limit and would take hours.
  const bytes = Buffer.concat([Buffer.from('N'), frameHeader('R', 60_000), Buffer.alloc(60_000)]);
  let sent = 0;
  const timer = setInterval(() => {
    socket.write(bytes.subarray(sent, sent + 1));
    sent += 1;
  }, 1000);
  socket.once('close', () => clearInterval(timer));
  socket.resume();
}

/** Says no to TLS as often as asked, then acts on the start-up message. */
function afterStartup(act: Behaviour): Behaviour {
  return (socket) => {
    let received = Buffer.alloc(0);
    let acted = false;
    socket.on('data', (chunk) => {
      if (acted) {
        return;
      }
      received = Buffer.concat([received, chunk]);
      while (received.length >= 8 && received.readInt32BE(4) === SSL_REQUEST) {
        socket.write('N');
        received = received.subarray(8);
      }
      if (received.length >= 8) {
        acted = true;
        act(socket);
      }
    });
  };
}

function stream(socket: Socket): void {
  const chunk = Buffer.alloc(64 * 1024);
  const fill = () => {
    while (!socket.destroyed && socket.write(chunk)) {
      // Until the socket's buffer is full; 'drain' goes on.
    }
  };
  socket.on('drain', fill);
  fill();
}

function silentAfterTls(tls: HostileOptions['tls']): Behaviour {
  if (!tls) {
    throw new Error('silent-after-tls needs a key and a certificate');
  }
  const secureContext = createSecureContext(tls);
  return (socket) => {
    socket.once('data', () => {
      socket.write('S');
      const secured = new TLSSocket(socket, { isServer: true, secureContext });
      secured.on('error', () => socket.destroy());
      secured.once('close', () => socket.destroy());
      secured.resume();
    });
  };
}

/** A frame's type and its length, which counts itself but not the type. */
function frameHeader(type: string, length: number): Buffer {
  const header = Buffer.alloc(5);
  header.write(type, 'latin1');
  header.writeInt32BE(length, 1);
  return header;
}

/** Authentication 13: the algorithm, a salt of 8 bytes, a server nonce of 4, and the number of iterations. */
function authentication13(): Buffer {
  const body = Buffer.alloc(24);
  body.writeInt32BE(13, 0);
  body.writeInt32BE(1, 4);
  body.writeInt32BE(10_000, 20);
  return Buffer.concat([frameHeader('R', 4 + body.length), body]);
}

function errorResponse(sqlState: string, message: string): Buffer {
  const body = Buffer.from(`SFATAL\0C${sqlState}\0M${message}\0\0`);
  return Buffer.concat([frameHeader('E', 4 + body.length), body]);
}
