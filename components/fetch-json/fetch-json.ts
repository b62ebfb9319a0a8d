import type { ErrorDto } from '@/lib/services/errors';
import { attendance } from './attendance';

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
    const headers = { ...options?.headers, ...attendance(), accept: 'application/json' };
    response = await fetch(url, { ...options, headers });
  } catch (error) {
    if (options?.signal?.aborted) throw error;
    throw unreachable();
  }
  let body: { error?: ErrorDto } & T;
  try {
    body = await response.json();
  } catch (error) {
    if (options?.signal?.aborted) throw error;
    throw noJson(response.status);
  }
  return bodyOf(response.status, body);
}

/** That there was no answer. */
export function unreachable(): RequestError {
  return new RequestError({
    code: 'UNAVAILABLE',
    message: 'The server could not be reached.',
    hint: 'Check your network or VPN, then try again. If it stays so, ask whoever runs this console.',
  });
}

/** That the answer is not the console's: most likely of a proxy between, or broken off. */
export function noJson(status: number): RequestError {
  return new RequestError({
    code: 'UNAVAILABLE',
    message: `The console did not answer; what stands between answered ${status}.`,
    hint: 'Try again in a moment. If it stays so, ask whoever runs this console or the proxy before it.',
  });
}

/** The body of an answer. @throws {RequestError} with what the server said against it */
export function bodyOf<T>(status: number, body: { error?: ErrorDto } & T): T {
  if (status >= 200 && status < 300) return body;
  throw new RequestError(body.error ?? { code: 'UNEXPECTED', message: `The server answered ${status}.` });
}
