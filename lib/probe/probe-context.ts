import type { StageResult } from '../connectors/stage';
import type { Outcome } from '../connectors/test-outcome';
import type { Credentials, Trace } from '../resolution/resolution';
import type { HostPolicy } from './host-policy';
import type { Lookup } from './resolver';
import type { Identity } from './stages/query';
import type { Encryption } from './stages/tls';

/** How long what may take, in milliseconds. */
export interface ProbeLimits {
  /** The whole test; login and query have what the other stages leave of it. */
  readonly totalMs: number;
  readonly dnsMs: number;
  readonly tcpMs: number;
  readonly tlsMs: number;
}

export const PROBE_LIMITS: ProbeLimits = { totalMs: 15_000, dnsMs: 2_000, tcpMs: 5_000, tlsMs: 5_000 };

/** How databases are reached from here: the same for every probe. */
export interface Network {
  readonly policy: HostPolicy;
  readonly lookup: Lookup;
  /** How the console looks up its own listeners, where that is another way. */
  readonly lookupOwn?: Lookup;
  /** PEM texts of authorities trusted besides the system's and Node's own, such as Amazon's Redshift bundle. */
  readonly extraCa?: readonly string[];
}

/** What is asked of one probe besides the spec. */
export interface ProbeTask {
  readonly limits: ProbeLimits;
  /** What the server shows as the session's application; lava's own is `lv-<realm>-<job id>`. Never empty. */
  readonly applicationName: string;
  /** From the resolution: how the login was obtained, which decides what a refused one means. */
  readonly credentials?: Credentials;
  readonly trace?: Trace;
}

/** Everything the probe takes from outside. */
export interface ProbeContext extends Network, ProbeTask {
  /** Cancels at any stage and closes the socket. */
  readonly signal: AbortSignal;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** How the probe ended: data, also when a stage failed. */
export interface ProbeResult {
  readonly outcome: Outcome;
  /** All of `PROBE_STAGES`, in order. */
  readonly stages: readonly StageResult[];
  /** The stage that ended it early. */
  readonly stopped?: StageResult;
  /** Set when every stage was reached. `user` is the name that logged in. */
  readonly connected?: {
    readonly user: string;
    readonly encryption: Encryption;
    readonly identity: Identity;
  };
}
