import type { Spec } from '../connectors/spec';
import type { CliEnv } from '../env';
import type { LazyAws } from './lazy-aws';

/** What the commands that read specifications share. */
export interface Session {
  readonly env: CliEnv;
  readonly realm?: string;
  readonly reveal: boolean;
  readonly aws: LazyAws;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** What a command prints for a specification, whether that is all right included. */
export type LineOf<Line extends { readonly ok: boolean }> = (
  spec: Spec,
  signal: AbortSignal,
) => Promise<Line>;
