import type { Readable, Writable } from 'node:stream';

/** The process's streams, and what cancels it. */
export interface Io {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable;
  readonly stderr: Writable;
  readonly signal: AbortSignal;
}
