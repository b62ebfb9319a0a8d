import { Worker } from 'node:worker_threads';
import type { ReadMessage } from '../../transfer/import-messages';
import type { SourceFile } from '../../transfer/read-files';
import { type ImportEntry, readImport } from '../../transfer/read-import';
import { TransferError } from '../../transfer/transfer-error';
import { ServiceError } from '../errors';

interface Read {
  readonly entries: readonly ImportEntry[];
  readonly ignored: ReturnType<typeof readImport>['ignored'];
}

/** The reading that is under way: each may take a processor for seconds and a lot of memory. */
let underWay: Promise<unknown> = Promise.resolve();

/**
 * The connections of uploaded files, read in a thread of its own, one upload after the other.
 *
 * @throws {ServiceError} TOO_LARGE when a limit is passed or an archive is none
 * @throws the signal's reason when it is aborted
 */
export function readUploaded(files: readonly SourceFile[], signal?: AbortSignal): Promise<Read> {
  const read = underWay.then(() => readInThread(files, signal));
  underWay = read.catch(() => undefined);
  return read;
}

async function readInThread(files: readonly SourceFile[], signal: AbortSignal | undefined): Promise<Read> {
  signal?.throwIfAborted();
  // Written like this, the build makes a script of its own of the file.
  const worker = new Worker(new URL('../../transfer/import-worker.ts', import.meta.url));
  try {
    return await new Promise<Read>((resolve, reject) => {
      const entries: ImportEntry[] = [];
      worker.on('message', (message: ReadMessage) => {
        if ('refused' in message) {
          reject(refused(message.refused));
          return;
        }
        entries.push(...message.entries);
        if (message.ignored) resolve({ entries, ignored: message.ignored });
        else setImmediate(() => worker.postMessage('next'));
      });
      worker.on('error', (error) => {
        // Node runs no TypeScript in threads. Unbuilt, on the command line, nobody else is held up.
        if ('code' in error && error.code === 'ERR_UNKNOWN_FILE_EXTENSION') resolve(readHere(files));
        else reject(error);
      });
      worker.on('exit', (code) => reject(new Error(`The thread that reads files ended with ${code}.`)));
      worker.postMessage(files);
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
  } finally {
    await worker.terminate();
  }
}

async function readHere(files: readonly SourceFile[]): Promise<Read> {
  try {
    const { entries, ignored } = readImport(files);
    return { entries: [...entries], ignored };
  } catch (error) {
    if (error instanceof TransferError) throw refused(error.message);
    throw error;
  }
}

function refused(message: string): ServiceError {
  return new ServiceError('TOO_LARGE', message, { hint: 'Nothing was read or imported.' });
}
