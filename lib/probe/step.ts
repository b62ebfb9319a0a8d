import type { ProbeCode } from '../connectors/probe-codes';
import type { Json } from '../connectors/stage';

/** What a stage that did not end the probe hands on, and what it says. With a code it is a warning. */
export interface Step<T> {
  readonly value: T;
  readonly message: string;
  readonly warning?: { readonly code: ProbeCode; readonly hint: string; readonly field?: string };
  readonly details?: { readonly [key: string]: Json };
}
