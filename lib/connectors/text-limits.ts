/** What a text of specs may hold at most. */
export const MAX_TEXT_BYTES = 10 * 1024 * 1024;
export const MAX_SPECS = 10_000;
/** Objects and lists within one another. */
export const MAX_NESTING = 64;
/** YAML aliases in one text, and how much text they may repeat: enough for shared defaults, too little to harm. */
export const MAX_ALIASES = 100;
export const MAX_REPEATED_LENGTH = 1024 * 1024;

const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Keys that JavaScript objects treat specially: refused everywhere rather than made harmless. */
export function isForbiddenKey(key: string): boolean {
  return FORBIDDEN_KEYS.has(key);
}
