import type { StageResult } from '../../connectors/stage';

/** What resolving a spec came to. Nothing was dialled, and what was obtained was dropped. */
export interface Resolved {
  readonly ok: boolean;
  readonly stages: readonly StageResult[];
}

/**
 * What IAM says to one thing that the connection needs. `unknown`: the spec does not tell the whole ARN, and not every
 * one that it can be is allowed. `not-simulated`: the policies of this role could not be asked.
 */
export interface SimulatedLine {
  /** The worker's role, or the one that the connection assumes from there. */
  readonly roleArn: string;
  readonly action: string;
  readonly resource: string;
  readonly verdict: 'allowed' | 'denied' | 'forbidden' | 'unknown' | 'not-simulated';
}

/** `undecided`: nothing is known to be missing, and not everything is known to be there. */
export type RoleVerdict = 'yes' | 'no' | 'undecided';

/** Policy statements, as text, that a role lacks; or may lack, where that could not be found out. */
export interface PolicyToAdd {
  readonly roleArn: string;
  readonly text: string;
  readonly certain: boolean;
}

/** What a worker role, or the IAM user a worker runs as, can do with a connection, and how that is known. */
export type RoleCheck = { readonly roleArn: string } & (
  | ({
      /** The role was assumed, and the spec resolved with its credentials. */
      readonly how: 'assumed';
      readonly verdict: RoleVerdict;
      /** What resolving does not try, simulated. */
      readonly lines: readonly SimulatedLine[];
      readonly add: readonly PolicyToAdd[];
    } & Resolved)
  | {
      /** The role may not be assumed, or it is an IAM user; IAM was asked what its policies come to. */
      readonly how: 'simulated';
      readonly verdict: RoleVerdict;
      readonly lines: readonly SimulatedLine[];
      readonly add: readonly PolicyToAdd[];
    }
  | {
      /** Neither worked. */
      readonly how: 'unknown';
      readonly message: string;
      /** The permissions that the console lacks; one of them would do. */
      readonly permissions: readonly string[];
    }
);

export interface WorkerCheck {
  /** ISO time. */
  readonly checkedAt: string;
  readonly dashboard: Resolved;
  readonly roles: readonly RoleCheck[];
}
