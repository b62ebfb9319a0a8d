import type { Json, StageResult } from '../connectors/stage';
import type { ResolutionCode } from '../connectors/stage-codes';
import type { Draft } from './draft';
import type { AwsRefusal } from './ports';
import type { ResolutionContext } from './resolution';

/** How a step ended; the stage's name and time are added by the caller. */
export type StepOutcome = Omit<StageResult, 'stage' | 'ms' | 'code'> & { readonly code?: ResolutionCode };

/** One row of lava's table of steps. */
export interface Step {
  /** Whether lava does anything here for this spec; absent: always. */
  needed?(draft: Draft): boolean;
  run(draft: Draft, context: ResolutionContext): StepOutcome | Promise<StepOutcome>;
  /** Says in words what an `AwsRefusal` thrown by `run` means. Required where `run` calls AWS. */
  refused?(refusal: AwsRefusal, draft: Draft, context: ResolutionContext): StepOutcome;
}

export function passed(message: string, details?: { readonly [key: string]: Json }): StepOutcome {
  return { state: 'passed', message, ...(details && { details }) };
}

/** A failed step. `field` is the spec's field that the hint is about. */
export function failed(code: ResolutionCode, message: string, hint: string, field?: string): StepOutcome {
  return { state: 'failed', code, message, hint, ...(field !== undefined && { field }) };
}

const MAX_SHOWN = 80;

/** A value of the spec for a message: one line, at most 80 characters. Never for a secret. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = String(value).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ');
  return `\`${text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN - 1)}…` : text}\``;
}
