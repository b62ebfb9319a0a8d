import type { StageResult } from '../../connectors/stage';

/** What resolving a spec came to. Nothing was dialled, and what was obtained was dropped. */
export interface Resolved {
  readonly ok: boolean;
  readonly stages: readonly StageResult[];
}

/** What IAM says to one thing that the connection needs. `unknown`: the spec does not tell the whole ARN. */
export interface SimulatedLine {
  readonly action: string;
  readonly resource: string;
  readonly verdict: 'allowed' | 'denied' | 'forbidden' | 'unknown';
}

/** What a worker role can do with a connection, and how that is known. */
export type RoleCheck = { readonly roleArn: string } & (
  | ({
      /** The role was assumed, and the spec resolved with its credentials. */
      readonly how: 'assumed';
      /** The policy statements that the role lacks, as text; null when none is known to be missing. */
      readonly add: string | null;
    } & Resolved)
  | {
      /** The role may not be assumed; IAM was asked what its policies come to. */
      readonly how: 'simulated';
      readonly ok: boolean;
      readonly lines: readonly SimulatedLine[];
      readonly add: string | null;
    }
  | {
      /** Neither worked. */
      readonly how: 'unknown';
      readonly message: string;
      /** The permissions that the dashboard lacks; one of them would do. */
      readonly permissions: readonly string[];
    }
);

export interface WorkerCheck {
  /** ISO time. */
  readonly checkedAt: string;
  readonly dashboard: Resolved;
  readonly roles: readonly RoleCheck[];
}
