import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import type { Spec } from '../connectors/spec';
import { parseSpecs, type TextFormat } from '../connectors/spec-text';
import { positionOf, type TextError } from '../connectors/spec-text-error';
import { MAX_TEXT_BYTES } from '../connectors/text-limits';
import { CliError } from './cli-error';
import type { Io } from './io';

/** A specification and where it stands. */
export interface LocatedSpec {
  readonly spec: Spec;
  /** As it was named; `standard input` for that. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** The line of a field, as far as it can be told; else that of the specification. */
  lineOf(field: string): number;
}

/**
 * Reads the specifications of all files, in order; `-` is `stdin`, and so are no files at all. Nothing is returned
 * unless all of it can be read.
 *
 * @throws {CliError} naming file, line and column
 */
export async function readSpecs(
  files: readonly string[],
  stdin: Io['stdin'],
  signal: AbortSignal,
): Promise<Spec[]> {
  return (await readLocatedSpecs(files, stdin, signal)).map(({ spec }) => spec);
}

/** The same with the place of each. @throws {CliError} naming file, line and column */
export async function readLocatedSpecs(
  files: readonly string[],
  stdin: Io['stdin'],
  signal: AbortSignal,
): Promise<LocatedSpec[]> {
  const specs: LocatedSpec[] = [];
  for (const { name, bytes } of await readInputs(files, stdin, signal)) {
    const text = bytes.toString('utf8');
    const read =
      bytes.length <= MAX_TEXT_BYTES && !isUtf8(bytes)
        ? notUtf8(bytes, text)
        : parseSpecs(text, formatOf(name));
    if (!read.ok) {
      const { line, column, message } = read.error;
      throw new CliError(`${name}, line ${line}, column ${column}: ${message}`);
    }
    const lines = text.split('\n');
    for (const [index, { spec, line }] of read.specs.entries()) {
      const end = read.specs[index + 1]?.line ?? lines.length + 1;
      specs.push({ spec, file: name, line, lineOf: (field) => lineOf(lines, field, line, end) });
    }
  }
  return specs;
}

/**
 * The content of all files, in order; `-` is `stdin`, and so are no files at all.
 *
 * @throws {CliError} naming the file that cannot be read
 */
export async function readInputs(
  files: readonly string[],
  stdin: Io['stdin'],
  signal: AbortSignal,
): Promise<{ readonly name: string; readonly bytes: Buffer }[]> {
  if (files.length === 0 && stdin.isTTY) {
    throw new CliError('Name a file with specifications, or - for the standard input.');
  }
  const inputs: { name: string; bytes: Buffer }[] = [];
  for (const file of files.length > 0 ? files : ['-']) {
    const name = file === '-' ? 'standard input' : file;
    inputs.push({
      name,
      bytes: await readBytes(name, file === '-' ? stdin : createReadStream(file), signal),
    });
  }
  return inputs;
}

/** The first line from `start` up to `end` in which the field is a key. */
function lineOf(lines: readonly string[], field: string, start: number, end: number): number {
  const escaped = field.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const key = new RegExp(`(?:^|[\\s{,"'-])${escaped}["']?\\s*:`);
  const found = lines.slice(start - 1, Math.max(start, end - 1)).findIndex((line) => key.test(line));
  return found === -1 ? start : start + found;
}

/** Stops one byte after the most that is read, so that an endless input is refused and not collected. */
async function readBytes(name: string, stream: Readable, signal: AbortSignal): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  const cancel = () => stream.destroy();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    for await (const chunk of stream) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > MAX_TEXT_BYTES) break;
    }
  } catch (error) {
    signal.throwIfAborted();
    throw new CliError(`${name} cannot be read: ${reasonOf(error)}.`);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
  signal.throwIfAborted();
  return Buffer.concat(chunks);
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return REASONS[code] ?? code;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'permission denied',
  EISDIR: 'it is a folder',
};

/** The name of a file tells its format; a text without one tells it by its first character. */
function formatOf(file: string): TextFormat | undefined {
  if (/\.ya?ml$/i.test(file)) return 'yaml';
  return /\.(?:json|jsonl|ndjson)$/i.test(file) ? 'json' : undefined;
}

/** `text` is what the bytes read as, with a replacement where they are no UTF-8. */
function notUtf8(bytes: Buffer, text: string): { readonly ok: false; readonly error: TextError } {
  const readable = Buffer.from(text);
  const wrong = bytes.findIndex((byte, index) => byte !== readable[index]);
  const before = bytes.toString('utf8', 0, wrong);
  return {
    ok: false,
    error: { ...positionOf(before, before.length), message: 'The text is not UTF-8. Save it as UTF-8.' },
  };
}
