import { createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';

const FORMAT = 'lava-connections-backup';
const VERSION = 1;

/** What a backup says of itself, in its first line. */
export interface BackupHeader {
  readonly format: typeof FORMAT;
  readonly version: number;
  /** ISO 8601. */
  readonly at: string;
  /** The migrations that had been applied, by name. */
  readonly migrations: readonly string[];
  readonly tables: readonly BackupTable[];
  /** Sequences by name, with the value they gave last; null: none yet. */
  readonly sequences: Readonly<Record<string, string | null>>;
}

export interface BackupTable {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

/** A row of one table: every value as PostgreSQL writes it as text. */
export interface BackupRows {
  readonly table: string;
  readonly rows: readonly (readonly (string | null)[])[];
}

/** The file cannot be restored, or not made; the message says why and what to do. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}

export function backupHeader(about: Omit<BackupHeader, 'format' | 'version' | 'at'>): BackupHeader {
  return { format: FORMAT, version: VERSION, at: new Date().toISOString(), ...about };
}

/**
 * Writes a backup: gzipped lines of JSON, the header first, then rows in batches, last a line with the number of rows
 * and the SHA-256 of everything before it. Only its owner may read the file, and it appears under its name once it is
 * whole. Returns the number of rows.
 */
export async function writeBackup(
  file: string,
  header: BackupHeader,
  batches: AsyncIterable<BackupRows>,
): Promise<number> {
  const draft = `${file}.part`;
  const hash = createHash('sha256');
  let rows = 0;
  async function* lines(): AsyncGenerator<string> {
    yield hashed(hash, header);
    for await (const batch of batches) {
      rows += batch.rows.length;
      yield hashed(hash, batch);
    }
    yield `${JSON.stringify({ end: true, rows, sha256: hash.digest('hex') })}\n`;
  }
  // What an interrupted backup, or somebody else, left there may be read by others.
  await rm(draft, { force: true });
  try {
    await pipeline(
      Readable.from(lines()),
      createGzip({ level: 6 }),
      createWriteStream(draft, { mode: 0o600, flags: 'wx' }),
    );
    const handle = await open(draft, 'r');
    await handle.sync();
    await handle.close();
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  return rows;
}

function hashed(hash: Hash, line: object): string {
  const text = `${JSON.stringify(line)}\n`;
  hash.update(text);
  return text;
}

/**
 * Reads a backup. The header is given first; the rows that follow are to be counted on only when the iteration has
 * ended: its last step is the comparison with the checksum.
 *
 * @throws {BackupError} for a file that is none, is damaged or of an unknown version
 */
export async function readBackup(
  file: string,
): Promise<{ readonly header: BackupHeader; readonly batches: AsyncGenerator<BackupRows, number> }> {
  const lines = linesOf(file);
  const first = await lines.next();
  const header = first.done ? undefined : parsed(first.value);
  if (!isRecord(header) || header.format !== FORMAT) {
    throw new BackupError(`${file} is no backup of Lava Connections.`);
  }
  if (header.version !== VERSION) {
    throw new BackupError(
      `${file} is of version ${String(header.version).slice(0, 20)}; this one reads version ${VERSION}. Restore it with the version of Lava Connections that made it.`,
    );
  }
  if (!isHeader(header)) throw damaged(file, 'its first line is not complete');
  return { header, batches: rowsOf(file, first.value ?? '', lines) };
}

async function* rowsOf(
  file: string,
  first: string,
  lines: AsyncGenerator<string>,
): AsyncGenerator<BackupRows, number> {
  const hash = createHash('sha256').update(`${first}\n`);
  let rows = 0;
  for await (const line of lines) {
    const value = parsed(line);
    if (isRecord(value) && value.end === true) {
      if (value.rows !== rows || value.sha256 !== hash.digest('hex'))
        throw damaged(file, 'its checksum is another');
      return rows;
    }
    hash.update(`${line}\n`);
    if (!isBatch(value)) throw damaged(file, 'a line is not as it was written');
    rows += value.rows.length;
    yield value;
  }
  throw damaged(file, 'its end is missing');
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const source = createReadStream(file);
  const unzipped = createGunzip();
  // The lines end early then, and what is thrown below says why.
  const flow = pipeline(source, unzipped).catch((error: unknown) => error);
  try {
    for await (const line of createInterface({ input: unzipped, crlfDelay: Number.POSITIVE_INFINITY }))
      yield line;
  } catch {
    // The same failure, which is looked at next.
  }
  const failure = await flow;
  if (!(failure instanceof Error)) return;
  const code = 'code' in failure ? failure.code : undefined;
  if (code === 'ENOENT') throw new BackupError(`There is no file ${file}.`);
  if (typeof code === 'string' && code.startsWith('Z')) {
    if (source.bytesRead < 3 || failure.message === 'incorrect header check') {
      throw new BackupError(`${file} is no backup of Lava Connections.`);
    }
    throw damaged(file, 'it cannot be unpacked');
  }
  throw failure;
}

function damaged(file: string, why: string): BackupError {
  return new BackupError(`${file} is damaged: ${why}. Use another copy of it; nothing was changed.`);
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isHeader(value: Record<string, unknown>): value is Record<string, unknown> & BackupHeader {
  return (
    Array.isArray(value.migrations) &&
    value.migrations.every((name) => typeof name === 'string') &&
    isRecord(value.sequences) &&
    Array.isArray(value.tables) &&
    value.tables.every(
      (table) => isRecord(table) && typeof table.name === 'string' && Array.isArray(table.columns),
    )
  );
}

function isBatch(value: unknown): value is BackupRows {
  return (
    isRecord(value) &&
    typeof value.table === 'string' &&
    Array.isArray(value.rows) &&
    value.rows.every(Array.isArray)
  );
}
