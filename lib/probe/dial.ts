import type { Spec } from '../connectors/spec';
import type { StageEvent } from '../connectors/stage';
import { probe } from './probe';
import type { Network, ProbeResult, ProbeTask } from './probe-context';

/** Probes what a resolved spec says, wherever that is done. The signal cancels it at any stage. */
export type Dial = (
  spec: Spec,
  task: ProbeTask,
  signal: AbortSignal,
) => AsyncGenerator<StageEvent, ProbeResult>;

/** Dials from this process. */
export function dialHere(network: Network, now: () => number): Dial {
  return (spec, task, signal) => probe(spec, { ...network, ...task, signal, now });
}
