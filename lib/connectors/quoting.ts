import { isTruthy } from './python-values';

/**
 * The database name lava's db_from_s3 builds from its parts (schema, table, column): each part that is not empty in
 * double quotes, in lower case unless `preserve_case` is truthy, joined by dots. `null` when lava refuses, because a
 * part holds a double quote.
 */
export function quoteName(parts: readonly string[], preserveCase: unknown): string | null {
  if (parts.some((part) => part.includes('"'))) return null;
  return parts
    .filter((part) => part !== '')
    .map((part) => `"${isTruthy(preserveCase) ? part : part.toLowerCase()}"`)
    .join('.');
}
