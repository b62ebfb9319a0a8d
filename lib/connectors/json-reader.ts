import { echo } from './echo';
import { INEXACT_NUMBER, isExactNumber } from './exact-number';
import { isUnstorable } from './invisible-text';
import { SpecTextError } from './spec-text-error';
import type { Json } from './stage';
import { isForbiddenKey, MAX_NESTING } from './text-limits';

/** A JSON value and where it starts in the text. */
export interface LocatedJson {
  readonly offset: number;
  readonly value: Json;
}

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /[A-Za-z]+/y;
const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/**
 * Reads JSON values that follow one another, as in one value or one a line. Stricter than `JSON.parse`: no repeated
 * keys, no keys that JavaScript treats specially, no deep nesting, nothing a database cannot store.
 */
export class JsonReader {
  #offset: number;

  /** Reads from `offset` on; places count from the beginning of the text all the same. */
  constructor(
    private readonly text: string,
    offset = 0,
  ) {
    this.#offset = offset;
  }

  /** Where reading goes on. */
  get offset(): number {
    return this.#offset;
  }

  /** The next value, or undefined at the end of the text. @throws {SpecTextError} */
  next(): LocatedJson | undefined {
    this.#match(SPACE);
    if (this.#offset >= this.text.length) return undefined;
    const offset = this.#offset;
    return { offset, value: this.#value(0) };
  }

  /** The elements of the list that starts here, with their places. @throws {SpecTextError} */
  *elements(): Generator<LocatedJson> {
    this.#match(SPACE);
    this.#offset += 1;
    if (this.#closes(']')) return;
    do {
      this.#match(SPACE);
      const offset = this.#offset;
      yield { offset, value: this.#value(1) };
    } while (this.#continues(']'));
  }

  /** Whether the next value is a list. */
  atList(): boolean {
    this.#match(SPACE);
    return this.text[this.#offset] === '[';
  }

  #value(depth: number): Json {
    this.#match(SPACE);
    switch (this.text[this.#offset]) {
      case '{':
        return this.#object(this.#deeper(depth));
      case '[':
        return this.#list(this.#deeper(depth));
      case '"':
        return this.#string();
      default:
        return this.#numberOrWord();
    }
  }

  #object(depth: number): Json {
    const object: Record<string, Json> = {};
    this.#offset += 1;
    if (this.#closes('}')) return object;
    do {
      this.#match(SPACE);
      const start = this.#offset;
      if (this.text[start] !== '"') this.#fail('A key in double quotes is expected here.');
      const key = this.#string();
      if (isForbiddenKey(key)) this.#fail(`The key "${key}" is not allowed. Remove it.`, start);
      if (Object.hasOwn(object, key)) this.#fail(`The key "${echo(key)}" is there twice. Keep one.`, start);
      this.#match(SPACE);
      if (this.text[this.#offset] !== ':') this.#fail('A colon is expected here.');
      this.#offset += 1;
      object[key] = this.#value(depth);
    } while (this.#continues('}'));
    return object;
  }

  #list(depth: number): Json {
    const list: Json[] = [];
    this.#offset += 1;
    if (this.#closes(']')) return list;
    do {
      list.push(this.#value(depth));
    } while (this.#continues(']'));
    return list;
  }

  #string(): string {
    const start = this.#offset;
    const end = this.#closingQuote(start);
    if (end === -1) return this.#fail('This text has no closing quote.');
    this.#offset = end + 1;
    const value = this.#unescape(this.text.slice(start, end + 1), start);
    if (isUnstorable(value)) this.#fail('This text holds a NUL or half a character. Remove it.', start);
    return value;
  }

  /** A loop, because a pattern for strings of many megabytes overflows the stack. */
  #closingQuote(start: number): number {
    for (let end = this.text.indexOf('"', start + 1); end !== -1; end = this.text.indexOf('"', end + 1)) {
      let backslashes = 0;
      while (this.text[end - 1 - backslashes] === '\\') backslashes += 1;
      if (backslashes % 2 === 0) return end;
    }
    return -1;
  }

  #unescape(quoted: string, start: number): string {
    try {
      return String(JSON.parse(quoted));
    } catch {
      return this.#fail('This text holds a line end, a control character or a wrong escape.', start);
    }
  }

  #numberOrWord(): Json {
    const start = this.#offset;
    const digits = this.#match(NUMBER);
    if (digits !== undefined) {
      const value = Number(digits);
      if (!Number.isFinite(value)) return this.#fail('This number is too large.', start);
      return isExactNumber(digits, value) ? value : this.#fail(INEXACT_NUMBER, start);
    }
    const word = this.#match(WORD);
    const value = WORDS.get(word ?? '');
    if (value !== undefined) return value;
    if (this.#offset >= this.text.length) return this.#fail('The text ends in the middle of a value.');
    return this.#fail(
      'A JSON value is expected here: an object, a list, a text in double quotes, a number.',
      start,
    );
  }

  #deeper(depth: number): number {
    if (depth >= MAX_NESTING) this.#fail(`Values are nested more than ${MAX_NESTING} levels deep.`);
    return depth + 1;
  }

  #closes(bracket: string): boolean {
    this.#match(SPACE);
    if (this.text[this.#offset] !== bracket) return false;
    this.#offset += 1;
    return true;
  }

  /** Steps over a comma, or over the closing bracket: false then. */
  #continues(bracket: string): boolean {
    if (this.#closes(bracket)) return false;
    if (this.text[this.#offset] !== ',') this.#fail(`A comma or ${bracket} is expected here.`);
    this.#offset += 1;
    return true;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#offset;
    const match = pattern.exec(this.text)?.[0];
    this.#offset += match?.length ?? 0;
    return match;
  }

  #fail(message: string, offset = this.#offset): never {
    throw new SpecTextError(offset, message);
  }
}
