import type { Connector } from '../field';
import type { Finding, FindingCode, FindingContext, Severity } from '../finding';
import type { LavaType } from '../lava-types';
import type { LoginMethod } from '../login-method';
import type { Spec } from '../spec';

/** A spec with what several rules want to know about it, worked out once. */
export interface Subject {
  readonly spec: Spec;
  readonly context: FindingContext;
  /** The way the spec means to log in, whether or not everything needed for it is there. */
  readonly method: LoginMethod;
  /** Undefined for types lava does not know. */
  readonly type: LavaType | undefined;
  /** Undefined for types without a table here. */
  readonly connector: Connector | undefined;
}

/** One rule looks for one thing. It takes any JSON values, as imports may hold them. */
export type Rule = (subject: Subject) => readonly Finding[];

export function finding(
  code: FindingCode,
  severity: Severity,
  field: string,
  message: string,
): readonly Finding[] {
  return [{ code, severity, field, message }];
}

export const NOTHING: readonly Finding[] = [];
