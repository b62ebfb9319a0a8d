import type { Spec } from '../connectors/spec';
import type { StageResult } from '../connectors/stage';
import type { AwsPorts } from './ports';

/** Everything resolution takes from outside: no environment, no clock of its own. */
export interface ResolutionContext {
  readonly aws: AwsPorts;
  readonly signal: AbortSignal;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** `RS_PASSWORD_DURATION` as the worker would see it; absent: lava's own `15m`. */
  readonly defaultDuration?: unknown;
  /** lava's realm and job id, when known: they name the STS session. */
  readonly realm?: string;
  readonly jobId?: string;
  /** The region the calls go to, for messages only. */
  readonly region?: string;
  /** Go on past `enabled: false` with a warning, as a test does; lava itself ends there. */
  readonly continueWhenDisabled?: boolean;
}

/** Where a value of the outcome came from. */
export type Source =
  | { readonly source: 'spec' }
  | { readonly source: 'ssm'; readonly parameter: string }
  | { readonly source: 'secret'; readonly secretId: string; readonly key: string }
  | { readonly source: 'host-label'; readonly host: string }
  | { readonly source: 'aws'; readonly operation: string }
  | { readonly source: 'default' }
  | { readonly source: 'lava' };

/** One field's origin, and what it won over (a secret's key that was not used, a spec value that was replaced). */
export type Provenance = Source & { readonly shadowed?: readonly Source[] };

export type Trace = Readonly<Record<string, Provenance>>;

export type CredentialMethod = 'ssm' | 'secret' | 'iam' | 'rds-token';

export interface Credentials {
  readonly method: CredentialMethod;
  readonly expiresAt: Date | null;
  /** For IAM and RDS tokens: what was asked for and when, for the expiry page. */
  readonly minted?: {
    readonly mintedAt: Date;
    readonly durationSeconds: number;
    /** The cluster id, the workgroup of a serverless one, or `host:port` of an RDS server. */
    readonly cluster: string;
    /** Empty where a token was made without one. */
    readonly database: string;
    /** The user asked for; absent for serverless. */
    readonly requestedUser?: string;
    readonly returnedUser: string;
  };
}

/**
 * What lava would make of a spec. `spec` holds the whole spec after the steps, its password (and any other secret)
 * wrapped in `Secret`; `stages` is the same list that was emitted.
 */
export type Resolution =
  | {
      readonly ok: true;
      readonly spec: Spec;
      readonly trace: Trace;
      readonly credentials: Credentials;
      readonly stages: readonly StageResult[];
    }
  | {
      readonly ok: false;
      readonly failed: StageResult;
      readonly trace: Trace;
      readonly stages: readonly StageResult[];
    };
