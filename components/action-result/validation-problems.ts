import type { FieldProblem } from '@/lib/services/errors';

/**
 * What the schema of an action found, each with its place. next-safe-action nests it as the input is: the words about a
 * place stand in `_errors`.
 */
export function validationProblems(errors: unknown, path = ''): readonly FieldProblem[] {
  if (typeof errors !== 'object' || errors === null) return [];
  return Object.entries(errors).flatMap(([key, inner]) =>
    key === '_errors' && Array.isArray(inner)
      ? inner.map((message) => ({ path, message: String(message) }))
      : validationProblems(inner, path === '' ? key : `${path}.${key}`),
  );
}
