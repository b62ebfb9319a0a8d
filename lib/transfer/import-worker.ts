// Reads files in a thread of its own, so that the server goes on meanwhile.
import { once } from 'node:events';
import { parentPort } from 'node:worker_threads';
import type { ReadMessage } from './import-messages';
import type { SourceFile } from './read-files';
import { type ImportEntry, readImport } from './read-import';
import { TransferError } from './transfer-error';

/** What is handed over at once: taking it over holds the server up. */
const AT_ONCE = { entries: 500, characters: 1024 * 1024 };

function* messages(files: readonly SourceFile[]): Generator<ReadMessage> {
  let read: ReturnType<typeof readImport>;
  try {
    read = readImport(files);
  } catch (error) {
    if (!(error instanceof TransferError)) throw error;
    yield { refused: error.message };
    return;
  }
  let batch: ImportEntry[] = [];
  let characters = 0;
  for (const entry of read.entries) {
    batch.push(entry);
    characters += JSON.stringify(entry).length;
    if (batch.length < AT_ONCE.entries && characters < AT_ONCE.characters) continue;
    yield { entries: batch };
    batch = [];
    characters = 0;
  }
  yield { entries: batch, ignored: read.ignored };
}

if (parentPort) {
  // Not as `workerData`, which the build uses for itself.
  const [files]: readonly SourceFile[][] = await once(parentPort, 'message');
  for (const message of messages(files ?? [])) {
    parentPort.postMessage(message);
    // Node delivers what waits all at once; asked for one by one, the server does other work in between.
    if ('entries' in message && !message.ignored) await once(parentPort, 'message');
  }
  parentPort.close();
}
