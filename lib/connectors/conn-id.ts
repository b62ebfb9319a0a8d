import { echo } from './echo';

export const MAX_CONN_ID_LENGTH = 128;

/** Names that mean something else to JavaScript objects or, as file names, to Windows. */
const OBJECT_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
const DEVICE_NAME = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/**
 * What is wrong with a connection identifier, as a sentence that says what to do; undefined when nothing is.
 * Identifiers are letters, digits, `.`, `_`, `-` and, between those, `/`.
 */
export function connIdProblem(value: unknown): string | undefined {
  if (typeof value !== 'string' || value === '') return 'Enter an identifier.';
  if (value.length > MAX_CONN_ID_LENGTH) {
    return `The identifier has ${value.length} characters. Use at most ${MAX_CONN_ID_LENGTH}.`;
  }
  if (!/^[A-Za-z0-9._/-]+$/.test(value)) {
    return `"${echo(value)}" holds characters that are not allowed. Use letters, digits, . _ - and / only.`;
  }
  const parts = value.split('/');
  if (parts.includes('')) return 'A / may stand only between other characters, and only one at a time.';
  if (parts.some((part) => /^\.+$/.test(part))) {
    return 'A part made of dots only leads to another place in paths. Use letters or digits.';
  }
  const reserved = parts.find((part) => OBJECT_KEYS.has(part) || DEVICE_NAME.test(part));
  return reserved === undefined
    ? undefined
    : `"${echo(reserved)}" has a meaning of its own. Use another name.`;
}
