import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { clientAddress } from './client-address';

/** What belongs to one request for a sign-in, from its start to the hooks that write it down. */
export interface AuthRequest {
  readonly requestId: string;
  readonly address?: string;
  /** What the company's sign-in says of the person's groups. */
  groups?: readonly string[];
}

const current = new AsyncLocalStorage<AuthRequest>();

/** Carries out a request for a sign-in. */
export function withAuthRequest<T>(headers: Headers, work: () => Promise<T>): Promise<T> {
  const address = clientAddress(headers);
  return current.run({ requestId: randomUUID(), ...(address !== undefined && { address }) }, work);
}

/** The current request for a sign-in. */
export function authRequest(): AuthRequest {
  return current.getStore() ?? { requestId: randomUUID() };
}
