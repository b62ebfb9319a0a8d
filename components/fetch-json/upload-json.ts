import { bodyOf, noJson, unreachable } from './fetch-json';

/** What is told of an upload, and how it is stopped. */
export interface Upload {
  readonly signal: AbortSignal;
  /** Called with how much was sent, from 0 to 1. */
  readonly onSent: (share: number) => void;
}

/**
 * Posts a form to a route handler and tells how much of it was sent, which `fetch` cannot.
 *
 * @throws {RequestError} with what the server said, or that it could not be reached
 * @throws the signal's reason when it is aborted
 */
export function uploadJson<T>(
  url: string,
  form: FormData,
  { signal, onSent }: Upload,
  headers: Readonly<Record<string, string>> = {},
): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    request.setRequestHeader('accept', 'application/json');
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => onSent(total > 0 ? loaded / total : 1);
    request.upload.onload = () => onSent(1);
    request.onerror = () => reject(unreachable());
    request.onabort = () => reject(signal.reason);
    request.onload = () => {
      try {
        resolve(bodyOf<T>(request.status, JSON.parse(request.responseText)));
      } catch (error) {
        reject(error instanceof SyntaxError ? noJson(request.status) : error);
      }
    };
    signal.throwIfAborted();
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(form);
  });
}
