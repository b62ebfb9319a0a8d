import { randomUUID } from 'node:crypto';
import { IncomingMessage, Server } from 'node:http';

/** Headers under which the server itself notes what the framework does not pass on. */
export interface RequestMarks {
  /** The address at the other end of the socket. */
  readonly peer: string;
  /** The path and query as they were asked for. */
  readonly path: string;
}

const holder: typeof globalThis & { lavaRequestMarks?: RequestMarks } = globalThis;

/**
 * Makes every HTTP server of this process note its peer and path on each request. The headers' names are drawn anew at
 * each start, so that nobody can send them.
 */
export function markRequests(): void {
  if (holder.lavaRequestMarks) return;
  const marks = { peer: `x-peer-${randomUUID()}`, path: `x-path-${randomUUID()}` };
  const emit: (event: string, ...args: unknown[]) => boolean = Server.prototype.emit;
  Server.prototype.emit = function (this: Server, event: string, ...args: unknown[]) {
    const [request] = args;
    if (event === 'request' && request instanceof IncomingMessage) {
      request.headers[marks.peer] = request.socket.remoteAddress ?? '';
      request.headers[marks.path] = request.url ?? '/';
    }
    return emit.call(this, event, ...args);
  };
  holder.lavaRequestMarks = marks;
}

/** The names of the headers; undefined as long as nothing is noted. */
export function requestMarks(): RequestMarks | undefined {
  return holder.lavaRequestMarks;
}
