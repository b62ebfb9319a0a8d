import { crc32, inflateRawSync } from 'node:zlib';
import { echo } from '../connectors/echo';
import { IMPORT_LIMITS } from '../listing/transfer';
import { TransferError } from './transfer-error';

/** A file of an archive: its content, or why that cannot be had. The name is for people, never a path. */
export type ArchiveFile = { readonly name: string } & (
  | { readonly bytes: Uint8Array; readonly problem?: undefined }
  | { readonly problem: string }
);

/** Sizes and places in the ZIP format (PKWARE's APPNOTE, sections 4.3.7, 4.3.12 and 4.3.16). */
const END = { signature: 0x06054b50, size: 22 };
const ENTRY = { signature: 0x02014b50, size: 46 };
const LOCAL = { signature: 0x04034b50, size: 30 };
const MAX_COMMENT = 0xffff;
const ENCRYPTED = 1;
const STORED = 0;
const DEFLATED = 8;

/** Whether the content begins like a ZIP archive. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);
}

/**
 * Unpacks an archive in memory, folders left out. Goes by the central directory, as unpacking programs do, and holds
 * each entry to the size and checksum stated there; `room` is what all of it may come to.
 *
 * @throws {TransferError} when it is no whole archive, has too many entries or unpacks to more than `room`
 */
export function* unzip(bytes: Uint8Array, room: number): Generator<ArchiveFile> {
  const archive = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOf(archive);
  const count = archive.readUInt16LE(end + 10);
  if (count > IMPORT_LIMITS.files) {
    throw new TransferError(
      `The archive has ${count.toLocaleString('en')} entries; at most ${IMPORT_LIMITS.files.toLocaleString('en')} are read. Split it.`,
    );
  }
  let offset = archive.readUInt32LE(end + 16);
  let unpacked = 0;
  for (let index = 0; index < count; index += 1) {
    if (offset + ENTRY.size > end || archive.readUInt32LE(offset) !== ENTRY.signature) throw damaged();
    const entry = entryAt(archive, offset);
    offset += ENTRY.size + entry.extra;
    if (entry.name.endsWith('/')) continue;
    unpacked += entry.size;
    if (unpacked > room) throw tooLarge();
    yield { name: entry.name, ...contentOf(archive, entry) };
  }
}

interface Entry {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly local: number;
  /** The length of name, extra field and comment. */
  readonly extra: number;
}

function entryAt(archive: Buffer, offset: number): Entry {
  const nameLength = archive.readUInt16LE(offset + 28);
  return {
    name: archive.toString('utf8', offset + ENTRY.size, offset + ENTRY.size + nameLength),
    flags: archive.readUInt16LE(offset + 8),
    method: archive.readUInt16LE(offset + 10),
    crc: archive.readUInt32LE(offset + 16),
    packed: archive.readUInt32LE(offset + 20),
    size: archive.readUInt32LE(offset + 24),
    local: archive.readUInt32LE(offset + 42),
    extra: nameLength + archive.readUInt16LE(offset + 30) + archive.readUInt16LE(offset + 32),
  };
}

function contentOf(archive: Buffer, entry: Entry): { bytes: Uint8Array } | { problem: string } {
  if (entry.flags & ENCRYPTED) return { problem: 'The entry is encrypted. Pack it without a password.' };
  if (entry.method !== STORED && entry.method !== DEFLATED) {
    return { problem: 'The entry is packed in an unusual way. Pack it as an ordinary ZIP.' };
  }
  if (entry.local + LOCAL.size > archive.length || archive.readUInt32LE(entry.local) !== LOCAL.signature) {
    throw damaged();
  }
  const start =
    entry.local +
    LOCAL.size +
    archive.readUInt16LE(entry.local + 26) +
    archive.readUInt16LE(entry.local + 28);
  const packed = archive.subarray(start, start + entry.packed);
  const bytes = entry.method === STORED ? packed : inflate(packed, entry.size);
  if (!bytes || bytes.length !== entry.size || crc32(bytes) !== entry.crc) {
    return { problem: 'The entry is damaged: size or checksum do not fit. Pack it again.' };
  }
  return { bytes };
}

/** Never more than the stated size, which was counted: an entry that holds more is not unpacked further. */
function inflate(packed: Uint8Array, size: number): Uint8Array | undefined {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, size) });
  } catch {
    return undefined;
  }
}

function endOf(archive: Buffer): number {
  const lowest = Math.max(0, archive.length - END.size - MAX_COMMENT);
  for (let offset = archive.length - END.size; offset >= lowest; offset -= 1) {
    if (archive.readUInt32LE(offset) === END.signature) return offset;
  }
  throw damaged();
}

function damaged(): TransferError {
  return new TransferError('The archive is damaged or no ZIP. Pack it again.');
}

/** The refusal for files that come to more than may be unpacked. */
export function tooLarge(name?: string): TransferError {
  const limit = IMPORT_LIMITS.unpackedBytes / 1024 / 1024;
  return new TransferError(
    `${name === undefined ? 'The files' : `The files up to ${echo(name)}`} come to more than ${limit} MB unpacked. Split them.`,
  );
}
