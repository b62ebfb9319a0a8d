import type { ErrorDto } from '@/lib/services/errors';

/** The server's refusal, with its words for people. */
export class RequestError extends Error {
  override readonly name = 'RequestError';

  constructor(readonly error: ErrorDto) {
    super(error.message);
  }
}

type FetchOptions = RequestInit & { readonly headers?: Record<string, string> };

/**
 * Gets JSON from a route handler; with `init` another request than a plain read.
 *
 * @throws {RequestError} with what the server said, or that it could not be reached
 */
export async function fetchJson<T>(url: string, init?: AbortSignal | FetchOptions): Promise<T> {
  const options: FetchOptions | undefined = init instanceof AbortSignal ? { signal: init } : init;
  let response: Response;
  try {
    response = await fetch(url, { ...options, headers: { ...options?.headers, accept: 'application/json' } });
  } catch (error) {
    if (options?.signal?.aborted) throw error;
    throw unreachable();
  }
  return bodyOf(response.status, await response.json());
}

/** That there was no answer. */
export function unreachable(): RequestError {
  return new RequestError({
    code: 'UNAVAILABLE',
    message: 'The server could not be reached.',
    hint: 'Check that it is still running (`npm start`), then try again.',
  });
}

/** The body of an answer. @throws {RequestError} with what the server said against it */
export function bodyOf<T>(status: number, body: { error?: ErrorDto } & T): T {
  if (status >= 200 && status < 300) return body;
  throw new RequestError(body.error ?? { code: 'UNEXPECTED', message: `The server answered ${status}.` });
}
