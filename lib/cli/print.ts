import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Writes the texts as fast as they are read. False when the reader closed its end, as `head` does. */
export async function print(
  texts: Iterable<string> | AsyncIterable<string>,
  stdout: Writable,
): Promise<boolean> {
  try {
    await pipeline(texts, stdout, { end: false });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && CLOSED.has(String(error.code))) return false;
    throw error;
  }
}

const CLOSED: ReadonlySet<string> = new Set(['EPIPE', 'ERR_STREAM_PREMATURE_CLOSE']);
