import type { ProbeCode } from '../connectors/probe-codes';
import type { Spec } from '../connectors/spec';
import type { StageName } from '../connectors/stage';
import type { ResolutionCode } from '../connectors/stage-codes';
import type { Outcome } from '../connectors/test-outcome';
import type { ExampleRealm } from './example-realms';
import type { SandboxPorts } from './sandbox-ports';

/** What a test of an example comes to, at which stage and with which code it says so, and what it advises. */
export interface ExpectedOutcome {
  readonly outcome: Outcome;
  readonly stage?: StageName;
  readonly code?: ResolutionCode | ProbeCode;
  /** What the advice says above all: a part of the stage's hint. */
  readonly hint?: string;
}

/** A connection of the sandbox that is worth seeing. */
export interface Example {
  readonly realm: ExampleRealm['name'];
  /** What it demonstrates. */
  readonly shows: string;
  readonly spec: Spec;
  readonly expected: ExpectedOutcome;
}

export type Examples = (ports: SandboxPorts) => readonly Example[];

/** The endpoint that AWS gives a provisioned cluster. */
export function clusterHost(cluster: string, region: string): string {
  return `${cluster}.c7k2mzq4x9ab.${region}.redshift.amazonaws.com`;
}

/** The endpoint that AWS gives an instance of RDS; `cluster-` stands before the hash of an Aurora cluster. */
export function rdsHost(name: string, region: string, kind: 'instance' | 'cluster' = 'instance'): string {
  return `${name}.${kind === 'cluster' ? 'cluster-' : ''}c7k2mzq4x9ab.${region}.rds.amazonaws.com`;
}

/** A test that ends well. */
export const PASSES: ExpectedOutcome = { outcome: 'passed' };

/** A test that ends at a stage. */
export function failsAt(stage: StageName, code: ResolutionCode | ProbeCode, hint: string): ExpectedOutcome {
  return { outcome: 'failed', stage, code, hint };
}

/** A test that cannot tell, and says at which stage. */
export function undecidedAt(
  stage: StageName,
  code: ResolutionCode | ProbeCode,
  hint: string,
): ExpectedOutcome {
  return { outcome: 'undecided', stage, code, hint };
}

/** A test that ends well, but has something to say at a stage. */
export function warnsAt(stage: StageName, code: ResolutionCode | ProbeCode, hint: string): ExpectedOutcome {
  return { outcome: 'warning', stage, code, hint };
}
