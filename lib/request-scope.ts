import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

/** What is known about the request that the running code belongs to. */
export interface RequestScope {
  readonly requestId: string;
  /** Set when it is known who acts. */
  actorId?: string;
  /** What the request asks for: its method and path, or the server action; and what that is about. */
  act?: string;
  subject?: string;
  /** The other end of the connection; absent where a proxy stands between, and outside HTTP. */
  readonly peer?: string;
}

const holder: typeof globalThis & { lavaRequests?: AsyncLocalStorage<RequestScope> } = globalThis;

/** Kept on `globalThis`: the bundler may load this module more than once. */
function storage(): AsyncLocalStorage<RequestScope> {
  holder.lavaRequests ??= new AsyncLocalStorage();
  return holder.lavaRequests;
}

/** The request that the running code belongs to; undefined for what the server does by itself. */
export function currentRequest(): RequestScope | undefined {
  return storage().getStore();
}

/** Runs the work as part of this request: everything it logs carries the request's id. */
export function inRequest<T>(request: RequestScope, work: () => T): T {
  return storage().run(request, work);
}

/** The id of the current request; a new one outside a request. */
export function requestId(): string {
  return currentRequest()?.requestId ?? randomUUID();
}

/** Notes what the current request asks for, for the event should it be refused. */
export function noteAct(act: string, subject?: string): void {
  const request = currentRequest();
  if (!request) return;
  request.act = act;
  if (subject !== undefined) request.subject = subject;
}

/** Notes who acts in the current request, for its line in the log. */
export function noteActor(actorId: string): void {
  const request = currentRequest();
  if (request) request.actorId = actorId;
}
