import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { BackendFrames, type FrameLimits } from './backend-frames';
import { notAPostgresServer } from './server-stops';

/**
 * An open connection as `pg` sees it: already connected, already secured, and only ever delivering bytes that
 * `BackendFrames` has let through. Ends with a `ProbeStop` as its error when the server breaks a limit.
 */
export class GuardedStream extends Duplex {
  readonly frames: BackendFrames;
  readonly #socket: Socket;

  constructor(socket: Socket, limits: FrameLimits) {
    super();
    this.frames = new BackendFrames(limits);
    this.#socket = socket;
    socket.on('data', (chunk: Buffer) => this.#receive(chunk));
    socket.on('end', () => this.push(null));
    socket.on('error', (error) => this.destroy(error));
    socket.on('close', () => this.destroy());
    socket.pause();
    if (socket.destroyed) {
      this.destroy(socket.errored ?? undefined);
    }
  }

  /** `pg` dials its stream; ours is connected, so it only has to say so. */
  connect(): this {
    process.nextTick(() => this.emit('connect'));
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  /**
   * A listener that throws on data (`pg` does on frames it cannot parse) would end the process: here it ends the
   * stream.
   */
  override emit(event: string | symbol, ...values: unknown[]): boolean {
    if (event !== 'data') {
      return super.emit(event, ...values);
    }
    try {
      return super.emit(event, ...values);
    } catch (error) {
      this.destroy(notAPostgresServer(error));
      return true;
    }
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#socket.write(chunk, done);
  }

  override _final(done: () => void): void {
    this.#socket.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#socket.destroy();
    done(error);
  }

  #receive(chunk: Buffer): void {
    if (this.destroyed) {
      return;
    }
    try {
      const frames = this.frames.take(chunk);
      if (frames.length > 0 && !this.push(frames)) {
        this.#socket.pause();
      }
    } catch (error) {
      this.destroy(error instanceof Error ? error : undefined);
    }
  }
}
