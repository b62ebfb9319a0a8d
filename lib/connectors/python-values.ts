/** How lava, a Python program, reads JSON values: truthiness, `int()`, its white space and its digits. */

/** What Python's `int()` strips from both ends of a string. U+001C to U+001F are white space only to `\s`. */
const INT_SPACE = '\\t\\n\\v\\f\\r \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';

/** Python's `\s`, for use inside a character class of a `RegExp` source. */
export const PYTHON_SPACE = `${INT_SPACE}\\x1c-\\x1f`;

const INTEGER = new RegExp(`^[${INT_SPACE}]*([+-]?)(\\p{Nd}+(?:_\\p{Nd}+)*)[${INT_SPACE}]*$`, 'u');
const DECIMAL_DIGIT = /\p{Nd}/u;

/** Python refuses to read integers with more digits than this, leading zeros included. */
const MAX_DIGITS = 4300;

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
  const match = INTEGER.exec(value);
  if (match === null) return { ok: false };
  const digits = asciiDigits((match[2] ?? '').replaceAll('_', ''));
  if (digits.length > MAX_DIGITS) return { ok: false };
  const size = Math.min(Number(digits), Number.MAX_VALUE);
  return { ok: true, value: withoutMinusZero(match[1] === '-' ? -size : size) };
}

/** Replaces every Unicode decimal digit by its ASCII digit; other characters stay. */
export function asciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => String(digitValue(digit.codePointAt(0) ?? 0)));
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
