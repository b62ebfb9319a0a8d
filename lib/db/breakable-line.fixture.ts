import { connect, createServer, type Server, type Socket } from 'node:net';

/** What stands between the client and PostgreSQL, and can break. */
export interface Line {
  readonly url: string;
  /** Passes on, swallows everything, or resets at once. */
  set(mode: 'through' | 'silent' | 'reset'): void;
  /** Nobody listens any more, and what was open is cut. */
  down(): Promise<void>;
  up(): Promise<void>;
}

/** A line to the database at this address, which passes on what is sent. */
export async function openLine(target: URL): Promise<Line> {
  let mode: 'through' | 'silent' | 'reset' = 'through';
  const sockets = new Set<Socket>();
  let listener: Server;
  let port = 0;
  const serve = async () => {
    listener = createServer((inner) => {
      const outer = connect(Number(target.port), target.hostname);
      for (const [from, to] of [
        [inner, outer],
        [outer, inner],
      ] as const) {
        sockets.add(from);
        from.on('error', () => undefined).on('close', () => to.destroy());
        from.on('data', (data) => mode === 'through' && to.write(data));
      }
      if (mode === 'reset') inner.resetAndDestroy();
    });
    listener.listen(port, '127.0.0.1');
    await new Promise((done) => listener.once('listening', done));
    const address = listener.address();
    port = typeof address === 'object' && address ? address.port : 0;
  };
  await serve();
  const url = new URL(target);
  url.port = String(port);
  return {
    url: url.href,
    set(next) {
      mode = next;
      if (next === 'reset') for (const socket of sockets) socket.resetAndDestroy();
    },
    async down() {
      const closed = new Promise((done) => listener.close(done));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    up: serve,
  };
}
