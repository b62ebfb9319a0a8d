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
    throw new RequestError({
      code: 'UNAVAILABLE',
      message: 'The server could not be reached.',
      hint: 'Check that it is still running (`npm start`), then try again.',
    });
  }
  const body: { error?: ErrorDto } & T = await response.json();
  if (!response.ok) {
    throw new RequestError(
      body.error ?? { code: 'UNEXPECTED', message: `The server answered ${response.status}.` },
    );
  }
  return body;
}
