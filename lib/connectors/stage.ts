/**
 * The stages of a connection test and how each can end. Resolution runs the first group, the probe the second;
 * pages, the command line and the stored history all speak these words.
 */

/** What lava does with a spec before it dials, in order (`external-id` and `assume-role` only for serverless). */
export const RESOLUTION_STAGES = [
  'record',
  'ssm',
  'secret',
  'required',
  'enabled',
  'port',
  'type',
  'password',
  'external-id',
  'assume-role',
  'iam',
  'required-login',
] as const;

/** What happens on the wire. `driver`: would lava's driver take these settings at all. */
export const PROBE_STAGES = ['driver', 'dns', 'tcp', 'tls', 'login', 'query', 'identity'] as const;

export type ResolutionStage = (typeof RESOLUTION_STAGES)[number];
export type ProbeStage = (typeof PROBE_STAGES)[number];
export type StageName = ResolutionStage | ProbeStage;
export type StageState = 'passed' | 'failed' | 'warning' | 'not-run';

/** Plain JSON: what details of a stage may hold. Never a secret. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** How one stage ended. `ms` is wall time in milliseconds (0 for `not-run`). */
export interface StageResult {
  readonly stage: StageName;
  readonly state: StageState;
  readonly ms: number;
  /** From the closed lists in `stage-codes.ts`. */
  readonly code?: string;
  /** A sentence for people: what was found. */
  readonly message?: string;
  /** What to do about it. */
  readonly hint?: string;
  /** The spec's field the remedy is about, when there is one. */
  readonly field?: string;
  /** AWS's error code, where AWS refused. */
  readonly awsCode?: string;
  readonly details?: { readonly [key: string]: Json };
}

/** What a running test emits: a stage starts, then it is finished. Stages that do nothing only finish. */
export type StageEvent =
  | { readonly kind: 'started'; readonly stage: StageName }
  | { readonly kind: 'finished'; readonly result: StageResult };
