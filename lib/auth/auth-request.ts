import { AsyncLocalStorage } from 'node:async_hooks';
import type { Prisma } from '../db/prisma';
import type { ServiceContext } from '../services/context';
import { LateTransaction } from './late-transaction';
import { nobody } from './nobody';

/** What belongs to one request for a sign-in, from its start until it is settled. */
export interface AuthRequest {
  /** Where it comes from, and its id; who it is shows only on the way. */
  readonly origin: ServiceContext;
  /** Everything that better-auth changes for it. */
  readonly transaction: LateTransaction;
  /** What is to be written down of it, in this order. */
  readonly events: Prisma.AuditEventCreateManyInput[];
  /** What the company's sign-in says of the person's groups. */
  groups?: readonly string[];
  /** Whether it says that nobody has checked the e-mail address. */
  addressDenied?: boolean;
}

const holder: typeof globalThis & { lavaAuthRequests?: AsyncLocalStorage<AuthRequest> } = globalThis;

/** Kept on `globalThis`, as better-auth is: its hooks may belong to an earlier load of this module. */
function storage(): AsyncLocalStorage<AuthRequest> {
  holder.lavaAuthRequests ??= new AsyncLocalStorage();
  return holder.lavaAuthRequests;
}

/** Carries out a request for a sign-in. */
export function withAuthRequest<T>(headers: Headers, work: () => Promise<T>): Promise<T> {
  return storage().run({ origin: nobody(headers), transaction: new LateTransaction(), events: [] }, work);
}

/** The current request for a sign-in. @throws {Error} outside of one: nothing would write its events. */
export function authRequest(): AuthRequest {
  const request = storage().getStore();
  if (!request) throw new Error('better-auth is used within a request only.');
  return request;
}
