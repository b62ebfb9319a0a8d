import { JsonReader } from '../connectors/json-reader';
import { SpecTextError } from '../connectors/spec-text-error';
import type { TextValue } from './text-value';

/** After so many mistakes a file is not read on: looking for the end of each takes time. */
const MAX_MISTAKES = 100;
/** How far the end of a broken value is looked for. */
const MAX_BROKEN_LENGTH = 1024 * 1024;

/**
 * Reads JSON values: one list of them, or one after another as in one a line. A value with a mistake is reported and
 * stepped over, so that one bad specification does not hide the good ones.
 */
export function* readJsonValues(text: string): Generator<TextValue> {
  const first = skipSpace(text, 0);
  const list = text[first] === '[';
  let offset = list ? first + 1 : first;
  let mistakes = 0;
  for (let closed = list && text[skipSpace(text, offset)] === ']'; ; ) {
    offset = skipSpace(text, offset);
    if (closed) {
      const rest = skipSpace(text, offset + 1);
      if (rest < text.length) yield problem(rest, 'Nothing may follow the list of specifications.');
      return;
    }
    if (offset >= text.length) {
      if (list) yield problem(offset, 'The list has no closing bracket: the file may be cut off.');
      return;
    }
    const start = offset;
    const reader = new JsonReader(text, start);
    try {
      const next = reader.next();
      if (next) yield next;
      offset = skipSpace(text, reader.offset);
    } catch (error) {
      if (!(error instanceof SpecTextError)) throw error;
      yield problem(error.offset, error.message, start);
      mistakes += 1;
      if (mistakes === MAX_MISTAKES) {
        yield problem(error.offset, `There are ${MAX_MISTAKES} mistakes up to here: the rest is not read.`);
        return;
      }
      const end = endOfBroken(text, start);
      if (end === undefined) {
        yield problem(start, 'What follows this mistake cannot be read.');
        return;
      }
      offset = skipSpace(text, end);
    }
    if (!list) continue;
    closed = text[offset] === ']';
    if (closed) continue;
    if (text[offset] === ',') {
      const comma = offset;
      offset = skipSpace(text, offset + 1);
      closed = text[offset] === ']';
      if (closed) yield problem(comma, 'No comma may stand behind the last specification.');
    } else if (offset < text.length) yield problem(offset, 'A comma or ] is expected here.');
  }
}

function problem(offset: number, message: string, start?: number): TextValue {
  return { offset, problem: message, ...(start !== undefined && { start }) };
}

function skipSpace(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && ' \t\n\r'.includes(text.charAt(end))) end += 1;
  return end;
}

/** Where a value with a mistake ends: behind its last bracket, or else before the next value that looks like its peer. */
function endOfBroken(text: string, start: number): number | undefined {
  return endByBrackets(text, start) ?? nextPeer(text, start);
}

function endByBrackets(text: string, start: number): number | undefined {
  if (text[start] !== '{' && text[start] !== '[') return undefined;
  let depth = 0;
  const last = Math.min(text.length, start + MAX_BROKEN_LENGTH);
  for (let offset = start; offset < last; offset += 1) {
    const character = text[offset];
    if (character === '"') offset = endOfString(text, offset);
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
    if (depth === 0) return offset + 1;
  }
  return undefined;
}

/** The closing quote, or the end of the line where it is missing: no text of JSON goes over lines. */
function endOfString(text: string, start: number): number {
  for (let offset = start + 1; offset < text.length; offset += 1) {
    if (text[offset] === '\\') offset += 1;
    else if (text[offset] === '"' || text[offset] === '\n') return offset;
  }
  return text.length;
}

/** The next line that begins with a brace, indented like the line of the broken value. */
function nextPeer(text: string, start: number): number | undefined {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart, start))?.[0] ?? '';
  const peer = text.indexOf(`\n${indent}{`, start);
  return peer === -1 ? undefined : peer + 1;
}
