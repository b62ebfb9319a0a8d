import type { Readable, Writable } from 'node:stream';

/** The process's streams, and what cancels it. */
export interface Io {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable;
  readonly stderr: Writable;
  readonly signal: AbortSignal;
  /** Makes ready what commands on a store need besides the code: the settings' file, the database client. */
  prepareStore(): Promise<void>;
}
