import type { z } from 'zod';
import { ServiceError } from './errors';

/**
 * The input as the schema's output.
 *
 * @throws {ServiceError} INVALID_INPUT with every problem and its path
 */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => {
    const code = issue.code === 'custom' ? issue.params?.code : undefined;
    return {
      path: issue.path.map(String).join('.'),
      message: issue.message,
      ...(typeof code === 'string' && { code }),
    };
  });
  throw new ServiceError(
    'INVALID_INPUT',
    problems.length === 1 ? 'One value is not right.' : `${problems.length} values are not right.`,
    { problems, hint: 'Correct what is named and save again; nothing was changed.' },
  );
}
