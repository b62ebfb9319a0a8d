import { once } from 'node:events';
import { createServer, Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import { Client } from 'pg';
import type { ServerCertificate } from './certificates';
import { listen } from './listen';
import { tokenProblem } from './rds-token-check';

export interface StandInRds {
  readonly port: number;
  stop(): Promise<void>;
}

export interface StandInRdsOptions {
  /** 0: any free port. */
  readonly port: number;
  readonly tls: ServerCertificate;
  /** The PostgreSQL behind it, on 127.0.0.1. */
  readonly targetPort: number;
  /** The endpoint names tokens may be made for. */
  readonly hosts: readonly string[];
  /** Users that were granted `rds_iam`, with their passwords in the database: they log in with tokens only. */
  readonly iamUsers: Readonly<Record<string, string>>;
  readonly secretKeyOf: (accessKeyId: string) => string | undefined;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/** Length 8, then the number PostgreSQL's protocol gives to the wish for TLS. */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);
/** A token of temporary credentials has about 2,000 characters. */
const MOST_BYTES = 16 * 1024;

/**
 * Stands in front of a PostgreSQL and lets in as RDS does: over TLS only, the password asked for in clear text, users
 * with `rds_iam` with a valid token only, all others with their password. What is refused gets RDS's error: 28000,
 * "PAM authentication failed" for tokens.
 */
export async function startStandInRds(options: StandInRdsOptions): Promise<StandInRds> {
  const secureContext = createSecureContext({ cert: options.tls.cert, key: options.tls.key });
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket)).on('error', () => socket.destroy());
    socket.once('data', (first) => {
      if (!first.equals(SSL_REQUEST)) {
        socket.end(errorFrame('28000', `no pg_hba.conf entry for host "127.0.0.1", no encryption`));
        return;
      }
      socket.write('S');
      const secured = new TLSSocket(socket, { isServer: true, secureContext });
      secured.on('error', () => socket.destroy());
      void serve(secured, options, (target) => {
        open.add(target);
        target.once('close', () => open.delete(target));
      }).catch(() => socket.destroy());
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

  /** One conversation: who wants in, with what, and from then on whatever both sides say. */
  async function serve(
    secured: TLSSocket,
    { iamUsers, hosts, secretKeyOf, targetPort, now = Date.now }: StandInRdsOptions,
    keep: (target: Socket) => void,
  ): Promise<void> {
    const startup = await readFrame(secured, 0);
    const { user = '', database = user, application_name: application = '' } = parametersOf(startup);
    secured.write(frame('R', int32(3)));
    const given = (await readFrame(secured, 1)).subarray(5, -1).toString();
    const stored = Object.hasOwn(iamUsers, user) ? iamUsers[user] : undefined;
    if (stored !== undefined) {
      const problem = tokenProblem(given, { hosts, port, user, secretKeyOf, now: now() });
      if (problem !== undefined) {
        secured.end(errorFrame('28000', `PAM authentication failed for user "${user}"`));
        return;
      }
    }
    const target = new Socket();
    keep(target);
    const hangUp = () => {
      secured.destroy();
      target.destroy();
    };
    target.on('error', () => target.destroy());
    secured.on('close', hangUp);
    const client = new Client({
      host: '127.0.0.1',
      port: targetPort,
      user,
      database,
      password: stored ?? given,
      application_name: application,
      stream: () => target,
    });
    client.on('error', () => target.destroy());
    try {
      await client.connect();
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '28000';
      secured.end(errorFrame(code, `password authentication failed for user "${user}"`));
      return;
    }
    // The database's own client has done its part: from here on both sides speak for themselves.
    target.removeAllListeners('data').on('close', hangUp);
    secured.write(
      Buffer.concat([frame('R', int32(0)), status('client_encoding', 'UTF8'), frame('Z', Buffer.from('I'))]),
    );
    secured.pipe(target).pipe(secured);
  }
}

/** One whole message; `typed` bytes stand before its length. Rejects when the other side says too much or leaves. */
function readFrame(socket: TLSSocket, typed: 0 | 1): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let seen = Buffer.alloc(0);
    const onData = (chunk: Buffer) => {
      seen = Buffer.concat([seen, chunk]);
      const size = seen.length >= typed + 4 ? seen.readInt32BE(typed) + typed : Number.POSITIVE_INFINITY;
      if (seen.length > MOST_BYTES || (Number.isFinite(size) && size > MOST_BYTES))
        settle(() => reject(new Error('too long')));
      else if (seen.length >= size) settle(() => resolve(seen.subarray(0, size)));
    };
    const onClose = () => settle(() => reject(new Error('closed')));
    const settle = (how: () => void) => {
      socket.off('data', onData).off('close', onClose);
      how();
    };
    socket.on('data', onData).on('close', onClose);
  });
}

/** The start-up message holds names and values, each ended by a NUL. */
function parametersOf(startup: Buffer): Record<string, string | undefined> {
  const parts = startup.subarray(8).toString().split('\0');
  const found = new Map<string, string>();
  for (let at = 0; at + 1 < parts.length && parts[at]; at += 2)
    found.set(parts[at] ?? '', parts[at + 1] ?? '');
  return Object.fromEntries(found);
}

function errorFrame(code: string, message: string): Buffer {
  return frame('E', Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${message}\0\0`));
}

function status(name: string, value: string): Buffer {
  return frame('S', Buffer.from(`${name}\0${value}\0`));
}

function frame(type: string, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(type), int32(body.length + 4), body]);
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}
