import { IMPORT_LIMITS } from '../listing/transfer';
import { readText, type TextEntry } from './read-text';
import { TransferError } from './transfer-error';
import { isZip, tooLarge, unzip } from './unzip';

/** A file as it was given. The name is for people and tells the format; it is never used as a path. */
export interface SourceFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Its path within a folder, when it was not named itself but found there. */
  readonly within?: string;
}

export type FileEntry = TextEntry & { readonly file: string };

export interface FileEntries {
  readonly entries: readonly FileEntry[];
  /** Files of archives and folders that are neither JSON nor YAML. */
  readonly ignored: readonly string[];
}

const READABLE = /\.(?:json|jsonl|ndjson|ya?ml)$/i;
/** What systems and version control leave in folders. */
const HIDDEN = /(?:^|\/)(?:__MACOSX\/|\.(?!\.?\/))/;

/**
 * Everything that files, archives of files and folders of files hold. In archives and folders only JSON and YAML is
 * read; a file by itself is read whatever its name.
 *
 * @throws {TransferError} when a limit is passed: sizes, files, connections
 */
export function readFiles(files: readonly SourceFile[]): FileEntries {
  const entries: FileEntry[] = [];
  const ignored: string[] = [];
  let room: number = IMPORT_LIMITS.unpackedBytes;
  let count = 0;
  const take = (name: string, bytes: Uint8Array) => {
    count += 1;
    room -= bytes.length;
    if (count > IMPORT_LIMITS.files) throw tooMany('files', IMPORT_LIMITS.files);
    if (room < 0) throw tooLarge(name);
    for (const entry of readText(name, bytes)) {
      if (entries.length === IMPORT_LIMITS.connections)
        throw tooMany('connections', IMPORT_LIMITS.connections);
      entries.push({ ...entry, file: name });
    }
  };
  for (const { name, bytes, within } of files) {
    if (isZip(bytes)) {
      for (const entry of unzip(bytes, room)) {
        if (HIDDEN.test(entry.name)) continue;
        const place = files.length > 1 ? `${name}/${entry.name}` : entry.name;
        if (!READABLE.test(entry.name)) ignored.push(place);
        else if (entry.problem !== undefined) {
          entries.push({ file: place, line: 1, column: 1, reason: entry.problem });
        } else take(place, entry.bytes);
      }
    } else if (within !== undefined && HIDDEN.test(within)) continue;
    else if (within !== undefined && !READABLE.test(within)) ignored.push(name);
    else take(name, bytes);
  }
  return { entries, ignored };
}

function tooMany(what: string, limit: number): TransferError {
  return new TransferError(
    `There are more than ${limit.toLocaleString('en')} ${what}. Split them into several imports.`,
  );
}
