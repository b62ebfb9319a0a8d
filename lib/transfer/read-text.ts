import type { Spec } from '../connectors/spec';
import { SpecTextError } from '../connectors/spec-text-error';
import type { Json } from '../connectors/stage';
import { MAX_TEXT_BYTES } from '../connectors/text-limits';
import { decodeText } from './decode-text';
import { readJsonValues } from './read-json';
import { readYamlValues } from './read-yaml';
import type { TextValue } from './text-value';

/** A specification of a file, or why there is none. Lines and columns count from 1. */
export type TextEntry = { readonly line: number; readonly column: number } & (
  | { readonly spec: Spec; readonly reason?: undefined }
  | {
      readonly reason: string;
      /** The identifier in the part that cannot be read, where it can be told. */
      readonly connId?: string;
    }
);

/**
 * Reads the specifications of one file: JSON (an object, a list, one a line) or YAML (documents, lists). What cannot
 * be read is an entry too, and what can be read besides it is there all the same. Never throws for any content.
 */
export function* readText(name: string, bytes: Uint8Array): Generator<TextEntry> {
  let text: string;
  try {
    text = textOf(bytes);
  } catch (error) {
    if (!(error instanceof SpecTextError)) throw error;
    yield { line: 1, column: 1, reason: error.message };
    return;
  }
  const position = positions(text);
  let found = false;
  for (const value of isJson(name, text) ? readJsonValues(text) : readYamlValues(text)) {
    found = true;
    yield { ...position(value.offset), ...contentOf(text, value) };
  }
  if (!found) yield { line: 1, column: 1, reason: 'There is no connection in this file.' };
}

function textOf(bytes: Uint8Array): string {
  if (bytes.length > MAX_TEXT_BYTES) {
    throw new SpecTextError(0, `The file is larger than ${MAX_TEXT_BYTES / 1024 / 1024} MB. Split it.`);
  }
  const text = decodeText(bytes);
  const nul = text.indexOf('\0');
  if (nul === -1) return text;
  const line = text.slice(0, nul).split('\n').length;
  throw new SpecTextError(0, `The file holds a NUL character in line ${line}. Remove it.`);
}

/** The name tells the format; where it does not, the first character does. */
function isJson(name: string, text: string): boolean {
  if (/\.ya?ml$/i.test(name)) return false;
  return /\.(?:json|jsonl|ndjson)$/i.test(name) || /^\s*[{[]/.test(text);
}

function contentOf(text: string, value: TextValue): { spec: Spec } | { reason: string; connId?: string } {
  if ('problem' in value) {
    const { start, problem: reason } = value;
    const connId = start === undefined ? undefined : connIdIn(text.slice(start, start + IDENTIFIER_WITHIN));
    return { reason, ...(connId !== undefined && { connId }) };
  }
  if (!isObject(value.value)) return { reason: 'A connection is an object with keys such as `conn_id`.' };
  return { spec: value.value };
}

const IDENTIFIER_WITHIN = 10_000;

/** The identifier of a part that cannot be read, for people to recognise it by. */
function connIdIn(part: string): string | undefined {
  return /^[\s{-]*["']?conn_id["']?\s*:\s*["']?([A-Za-z0-9][A-Za-z0-9._/-]{0,127})/.exec(part)?.[1];
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Lines and columns of offsets that mostly ascend: one pass over the text, however long its lines are. */
function positions(text: string): (offset: number) => { line: number; column: number } {
  const endOfLine = (from: number) => {
    const end = text.indexOf('\n', from);
    return end === -1 ? text.length : end;
  };
  let line = 1;
  let lineStart = 0;
  let lineEnd = endOfLine(0);
  return (offset) => {
    if (offset < lineStart) {
      line = 1;
      lineStart = 0;
      lineEnd = endOfLine(0);
    }
    while (lineEnd < offset && lineEnd < text.length) {
      line += 1;
      lineStart = lineEnd + 1;
      lineEnd = endOfLine(lineStart);
    }
    return { line, column: offset - lineStart + 1 };
  };
}
