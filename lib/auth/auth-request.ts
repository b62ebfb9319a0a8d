import { AsyncLocalStorage } from 'node:async_hooks';
import { requestId } from '../request-scope';
import type { ServiceContext } from '../services/context';
import { NOBODY } from './actor';
import { nobody } from './nobody';

/** What belongs to one request for a sign-in, from its start to the hooks that write it down. */
export interface AuthRequest {
  /** Where it comes from, and its id; who it is shows only on the way. */
  readonly origin: ServiceContext;
  /** What the company's sign-in says of the person's groups. */
  groups?: readonly string[];
  /** An event tells of it. */
  recorded?: boolean;
}

const current = new AsyncLocalStorage<AuthRequest>();

/** Carries out a request for a sign-in. */
export function withAuthRequest<T>(headers: Headers, work: () => Promise<T>): Promise<T> {
  return current.run({ origin: nobody(headers) }, work);
}

/** The current request for a sign-in. */
export function authRequest(): AuthRequest {
  return current.getStore() ?? { origin: { actor: NOBODY, requestId: requestId() } };
}
