import type { z } from 'zod';
import { echoed } from './echoed';
import { type FieldProblem, ServiceError } from './errors';

const NUL = 'Holds a NUL character, which no text here may hold. Remove it.';

/**
 * The input as the schema's output.
 *
 * @throws {ServiceError} INVALID_INPUT with every problem and its path, of whose keys 80 characters at most are repeated
 */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = readable(() => schema.safeParse(input));
  if (parsed.success) {
    const problem = hiddenProblem(input);
    if (!problem) return parsed.data;
    throw refusal([problem]);
  }
  const problems = parsed.error.issues.map((issue) => {
    const code = issue.code === 'custom' ? issue.params?.code : undefined;
    return {
      path: issue.path.map(echoed).join('.'),
      message: issue.message,
      ...(typeof code === 'string' && { code }),
    };
  });
  throw refusal(problems);
}

function refusal(problems: readonly FieldProblem[]): ServiceError {
  return new ServiceError(
    'INVALID_INPUT',
    problems.length === 1 ? 'One value is not right.' : `${problems.length} values are not right.`,
    { problems, hint: 'Correct what is named and save again; nothing was changed.' },
  );
}

/** Values within one another by the ten thousand end in a full stack, wherever they are looked at. */
function readable<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw refusal([{ path: '', message: 'Values are nested too deeply to be read.' }]);
  }
}

/**
 * The first thing that no schema names: a NUL, which PostgreSQL stores in no text, and a key that would be taken for
 * a prototype and is lost on the way through a schema.
 */
function hiddenProblem(input: unknown): FieldProblem | undefined {
  const waiting: { readonly path: string; readonly value: unknown }[] = [{ path: '', value: input }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value } = next;
    // Forms know the fields of a spec by their own names.
    const path = next.path.replace(/^(?:spec|draft)\./, '');
    if (typeof value === 'string' && value.includes('\0')) return { path, message: NUL };
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) continue;
    for (const [key, inner] of Object.entries(value)) {
      if (key.includes('\0')) return { path, message: NUL };
      if (key === '__proto__') return { path: `${path}.${key}`, message: 'No field may have this name.' };
      const name = echoed(key);
      waiting.push({ path: next.path === '' ? name : `${next.path}.${name}`, value: inner });
    }
  }
  return undefined;
}
