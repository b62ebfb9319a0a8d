import { echo } from './echo';
import { isUnstorable } from './invisible-text';
import { isForbiddenKey, MAX_NESTING } from './text-limits';

/** What keeps a value from being stored as JSON, as a sentence; undefined when nothing does. */
export function jsonProblem(value: unknown, depth = 0): string | undefined {
  if (depth > MAX_NESTING) return `The value is nested more than ${MAX_NESTING} levels deep.`;
  if (value === null || typeof value === 'boolean') return undefined;
  if (typeof value === 'string') {
    return isUnstorable(value) ? 'The value holds a NUL or half a character. Remove it.' : undefined;
  }
  if (typeof value === 'number')
    return Number.isFinite(value) ? undefined : 'Only finite numbers can be stored.';
  if (typeof value !== 'object') return 'The value is no JSON.';
  for (const [key, inner] of Object.entries(value)) {
    const problem = keyProblem(key) ?? jsonProblem(inner, depth + 1);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function keyProblem(key: string): string | undefined {
  if (isForbiddenKey(key)) return `The key "${key}" is not allowed. Remove it.`;
  return isUnstorable(key) ? `The key "${echo(key)}" holds a NUL or half a character.` : undefined;
}
