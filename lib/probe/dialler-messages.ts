import type { Secret } from '../connectors/secret';
import type { Spec } from '../connectors/spec';
import type { StageEvent } from '../connectors/stage';
import type { HostPolicy } from './host-policy';
import type { ProbeResult, ProbeTask } from './probe-context';

/** How databases are reached, in a form that can be sent. */
export interface DiallerNetwork {
  readonly policy: HostPolicy;
  /** Name servers to ask; absent: as the machine does. */
  readonly dnsServers?: readonly string[];
  readonly extraCa: readonly string[];
}

/** One probe. Its password travels apart from the spec, since a `Secret` cannot be sent. */
export interface DialOrder {
  readonly kind: 'dial';
  readonly id: string;
  readonly spec: Spec;
  readonly password?: { readonly value: string; readonly form: Secret['form'] };
  readonly task: ProbeTask;
  /** When its time is over, in milliseconds since the epoch. */
  readonly endsAt: number;
}

/** What the process that dials is told. The network comes first, and once. */
export type DiallerMessage =
  | { readonly kind: 'network'; readonly network: DiallerNetwork }
  | DialOrder
  | { readonly kind: 'cancel'; readonly id: string };

/** What it tells of a probe. `mistake`: something threw that is no result, and ended the probe. */
export type DialAnswer =
  | { readonly event: StageEvent }
  | { readonly result: ProbeResult }
  | { readonly mistake: string };

export interface DiallerAnswer {
  readonly id: string;
  readonly answer: DialAnswer;
}
