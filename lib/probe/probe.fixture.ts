import { Secret } from '../connectors/secret';
import type { Spec } from '../connectors/spec';
import type { ProbeStage, StageEvent, StageResult } from '../connectors/stage';
import { probe } from './probe';
import type { ProbeContext, ProbeResult } from './probe-context';
import { systemLookup } from './resolver';

/** A resolved spec for a server on this machine. */
export function resolvedSpec(port: number, fields: Spec = {}): Spec {
  return {
    conn_id: 'c1',
    type: 'redshift',
    enabled: true,
    host: '127.0.0.1',
    port,
    database: 'analytics',
    user: 'etl',
    password: new Secret('a password'),
    dialect: 'redshift',
    ...fields,
  };
}

/** What the probe needs to dial this machine, with little patience. */
export function probeContext(port: number, overrides: Partial<ProbeContext> = {}): ProbeContext {
  return {
    policy: { allowLoopback: true, allowedPorts: [port], ownListeners: [] },
    lookup: systemLookup(),
    limits: { totalMs: 10_000, dnsMs: 2_000, tcpMs: 5_000, tlsMs: 5_000 },
    signal: new AbortController().signal,
    now: Date.now,
    applicationName: 'lv-dev-test',
    ...overrides,
  };
}

/** Limits for servers that never answer: nothing but the end of the time is waited for. */
export const SHORT = { totalMs: 600, dnsMs: 200, tcpMs: 300, tlsMs: 300 };

export type ProbeReport = ProbeResult & {
  readonly events: readonly StageEvent[];
  stage(name: ProbeStage): StageResult | undefined;
};

/** Runs a probe to its end. */
export async function report(spec: Spec, context: ProbeContext): Promise<ProbeReport> {
  const events: StageEvent[] = [];
  const run = probe(spec, context);
  let next = await run.next();
  while (!next.done) {
    events.push(next.value);
    next = await run.next();
  }
  const result = next.value;
  return { ...result, events, stage: (name) => result.stages.find(({ stage }) => stage === name) };
}
