/** How lava, a Python program, reads JSON values: truthiness, `int()`, its white space and its digits. */

/** What Python's `int()` strips from both ends of a string. */
const INT_SPACE = /[\t\n\v\f\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;
/** What Python's `\s` matches: the same and four separators that `int()` does not strip. */
const ANY_SPACE = new RegExp(`${INT_SPACE.source}|[\\x1c-\\x1f]`);

const INTEGER = /^([+-]?)(\p{Nd}+(?:_\p{Nd}+)*)$/u;
const DECIMAL_DIGIT = /\p{Nd}/u;

/** Python refuses to read integers with more digits than this, leading zeros included. */
const MAX_DIGITS = 4300;
/** A longer text holds more digits than that, or is no number: at most every other character is a `_`. */
const MAX_INTEGER_LENGTH = 4 * MAX_DIGITS;

/** Whether lava would take the value as true. Every string but the empty one is true, `"false"` too. */
export function isTruthy(value: unknown): boolean {
  if (typeof value === 'string' || Array.isArray(value)) return value.length > 0;
  if (typeof value === 'number') return value !== 0;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return value === true;
}

/** What `int()` makes of a value. */
export type IntResult = { readonly ok: true; readonly value: number } | { readonly ok: false };

/**
 * Python's `int()` of a JSON value, as lava applies it to `port`: numbers lose their fraction, booleans are 0 and 1,
 * strings may have white space around, one sign, `_` between digits, leading zeros and any Unicode decimal digits.
 * Whole numbers beyond the range of a double come back as the nearest finite one.
 */
export function toInt(value: unknown): IntResult {
  if (typeof value === 'boolean') return { ok: true, value: value ? 1 : 0 };
  if (typeof value === 'number') {
    return Number.isFinite(value) ? { ok: true, value: withoutMinusZero(Math.trunc(value)) } : { ok: false };
  }
  if (typeof value !== 'string') return { ok: false };
  const text = strip(value, INT_SPACE);
  const match = text.length > MAX_INTEGER_LENGTH ? null : INTEGER.exec(text);
  if (match === null) return { ok: false };
  const digits = asciiDigits((match[2] ?? '').replaceAll('_', ''));
  if (digits.length > MAX_DIGITS) return { ok: false };
  const size = Math.min(Number(digits), Number.MAX_VALUE);
  return { ok: true, value: withoutMinusZero(match[1] === '-' ? -size : size) };
}

/** Takes Python's white space off both ends. */
export function stripSpace(text: string): string {
  return strip(text, ANY_SPACE);
}

/** Replaces every Unicode decimal digit by its ASCII digit; other characters stay. */
export function asciiDigits(text: string): string {
  return text.replace(/(?![0-9])\p{Nd}/gu, (digit) => String(digitValue(digit.codePointAt(0) ?? 0)));
}

/** Unicode keeps decimal digits in unbroken runs of ten, zero first; some runs follow one another directly. */
function digitValue(codePoint: number): number {
  let start = codePoint;
  while (start > 0 && DECIMAL_DIGIT.test(String.fromCodePoint(start - 1))) start -= 1;
  return (codePoint - start) % 10;
}

function withoutMinusZero(value: number): number {
  return value === 0 ? 0 : value;
}

/** A loop, because patterns for both ends take quadratic time on long runs of spaces inside. */
function strip(text: string, space: RegExp): string {
  let start = 0;
  let end = text.length;
  while (start < end && space.test(text.charAt(start))) start += 1;
  while (end > start && space.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}
