import { unstable_isUnrecognizedActionError as isUnrecognizedActionError } from 'next/navigation';
import type { ErrorDto } from '@/lib/services/errors';
import { validationProblems } from './validation-problems';

/** What a server action answers, as next-safe-action gives it. */
export interface SafeActionAnswer<Data> {
  readonly data?: Data;
  readonly serverError?: ErrorDto;
  readonly validationErrors?: unknown;
}

/** A server action as pages hand it to components. */
export type Action<Input, Data> = (input: Input) => Promise<SafeActionAnswer<Data>>;

export type ActionResult<Data> =
  | { readonly ok: true; readonly data: Data }
  | { readonly ok: false; readonly error: ErrorDto };

const UNREACHABLE: ErrorDto = {
  code: 'UNAVAILABLE',
  message: 'The server could not be reached.',
  hint: 'Nothing was changed and nothing you typed is lost. Check that the server runs, then try again.',
};

const UNKNOWN: ErrorDto = {
  code: 'INVALID_INPUT',
  message: 'The server does not know this request.',
  hint: 'The console may have been updated meanwhile: reload the page and try again.',
};

/** What the action's schema refuses before the service is asked; undefined where it refuses nothing. */
function refusedInput(answer: SafeActionAnswer<unknown>): ErrorDto | undefined {
  const problems = validationProblems(answer.validationErrors);
  if (problems.length === 0) return undefined;
  return {
    code: 'INVALID_INPUT',
    message: [...new Set(problems.map(({ message }) => message))].join(' '),
    hint: 'Correct it and try again; nothing was changed. If that does not help, the console may have been updated meanwhile: reload the page.',
    problems,
  };
}

/** Calls the action; every way to fail, a lost connection included, comes back as an `ErrorDto`. */
export async function callAction<Input, Data>(
  action: Action<Input, Data>,
  input: Input,
): Promise<ActionResult<Data>> {
  let answer: SafeActionAnswer<Data>;
  try {
    answer = await action(input);
  } catch (error) {
    return { ok: false, error: isUnrecognizedActionError(error) ? UNKNOWN : UNREACHABLE };
  }
  if (answer.data !== undefined) return { ok: true, data: answer.data };
  return { ok: false, error: answer.serverError ?? refusedInput(answer) ?? UNKNOWN };
}
