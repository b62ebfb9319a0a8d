import type { Actor } from '../auth/actor';

/** Who acts, and the request it belongs to. Every service takes it first. */
export interface ServiceContext {
  readonly actor: Actor;
  readonly requestId: string;
  /** Where the request came from; absent for what the server does by itself and on the command line. */
  readonly address?: string;
}
