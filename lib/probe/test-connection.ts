import type { FindingContext } from '../connectors/finding';
import { findingsOf } from '../connectors/findings';
import { isOtherType } from '../connectors/lava-types';
import type { Spec } from '../connectors/spec';
import { PROBE_STAGES, RESOLUTION_STAGES, type StageEvent, type StageResult } from '../connectors/stage';
import type { TestOutcome } from '../connectors/test-outcome';
import { untestableReason } from '../connectors/testable';
import { withParameterRead } from '../connectors/with-parameter-read';
import type { Resolution, ResolutionContext } from '../resolution/resolution';
import { resolve, resolveConnection } from '../resolution/resolve-connection';
import type { Dial } from './dial';
import type { ProbeTask } from './probe-context';
import { type Attempt, renewLogin } from './renew-login';
import { type ClusterStatus, unavailableCluster } from './unavailable-cluster';
import { verdictOf } from './verdict';

/** Everything a connection test takes from outside. */
export interface TestContext {
  readonly resolution: Omit<ResolutionContext, 'signal' | 'now' | 'continueWhenDisabled'>;
  readonly dial: Dial;
  /** `limits.totalMs` is for the whole test, the resolution included. */
  readonly probe: Pick<ProbeTask, 'limits' | 'applicationName'>;
  readonly findings: FindingContext;
  /** Cancels at any stage. */
  readonly signal: AbortSignal;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /**
   * Asked when credentials from before the test were refused: drops what a cache still holds of them. `true`: something
   * was dropped, so that the test is worth repeating once.
   */
  readonly forgetCredentials?: (resolution: Resolution & { ok: true }) => boolean;
  /** Asked when the endpoint of a cluster does not answer, to tell a paused cluster from a wrong host. */
  readonly clusterStatus?: ClusterStatus;
}

export type TestResult = TestOutcome & { readonly resolution: Resolution };

/**
 * Tests a spec: resolves it as a lava worker would, then dials it, and says what that comes to. Tells every stage as
 * it starts and ends; when the login was refused and has changed by now, the stages are told once more for the second
 * attempt, and the last word on each counts. A failure is part of the outcome; this throws only what is a mistake in
 * the product.
 */
export async function* testConnection(
  spec: Spec,
  context: TestContext,
): AsyncGenerator<StageEvent, TestResult> {
  if (isOtherType(spec.type)) return yield* notTested(spec, context);
  const { now, signal, probe, forgetCredentials } = context;
  const startedAt = now();
  const endsAt = startedAt + probe.limits.totalMs;
  const inTime = AbortSignal.any([signal, AbortSignal.timeout(probe.limits.totalMs)]);
  const resolving = { ...context.resolution, now, signal: inTime, continueWhenDisabled: true };
  let attempt = yield* attemptLogin(yield* resolveConnection(spec, resolving), context, endsAt, inTime);
  const renewed = await renewLogin(attempt, {
    startedAt,
    resolveAgain: () => resolve(spec, resolving),
    ...(forgetCredentials && { forgetCredentials }),
  });
  if (renewed) {
    yield* renewed.stages.map((result): StageEvent => ({ kind: 'finished', result }));
    attempt = yield* attemptLogin(renewed, context, endsAt, inTime);
  }
  return {
    connId: typeof spec.conn_id === 'string' ? spec.conn_id : null,
    ...verdictOf(attempt.resolution, attempt.probed),
    stages: [...attempt.resolution.stages, ...(attempt.probed?.stages ?? NOT_PROBED)],
    findings: findingsOf(spec, withParameterRead(context.findings, attempt.resolution.stages)),
    resolution: attempt.resolution,
  };
}

/** A connection that is no database: nothing is asked of AWS and nothing is dialled. */
async function* notTested(spec: Spec, { findings }: TestContext): AsyncGenerator<StageEvent, TestResult> {
  const stages = RESOLUTION_STAGES.map((stage): StageResult => ({ stage, state: 'not-run', ms: 0 }));
  const failed: StageResult = {
    stage: 'type',
    state: 'warning',
    ms: 0,
    code: 'NOT_TESTABLE_HERE',
    message: untestableReason(spec.type) ?? '',
    hint: 'Run a small job with the connection to be sure.',
    field: 'type',
  };
  const all = [...stages.map((stage) => (stage.stage === failed.stage ? failed : stage)), ...NOT_PROBED];
  yield* all.map((result): StageEvent => ({ kind: 'finished', result }));
  const resolution: Resolution = { ok: false, failed, trace: {}, stages: all.slice(0, stages.length) };
  return {
    connId: typeof spec.conn_id === 'string' ? spec.conn_id : null,
    ...verdictOf(resolution, undefined),
    stages: all,
    findings: findingsOf(spec, findings),
    resolution,
  };
}

const NOT_PROBED: readonly StageResult[] = PROBE_STAGES.map((stage) => ({ stage, state: 'not-run', ms: 0 }));

async function* attemptLogin(
  resolution: Resolution,
  { resolution: { region }, dial, probe: task, signal, now, clusterStatus }: TestContext,
  endsAt: number,
  inTime: AbortSignal,
): AsyncGenerator<StageEvent, Attempt> {
  if (!resolution.ok) {
    yield* NOT_PROBED.map((result): StageEvent => ({ kind: 'finished', result }));
    return { resolution };
  }
  const { credentials, trace } = resolution;
  const limits = { ...task.limits, totalMs: endsAt - now() };
  const probed = yield* dial(resolution.spec, { ...task, limits, credentials, trace }, signal);
  const states = { ...(clusterStatus && { clusterStatus }), ...(region !== undefined && { region }) };
  const stopped = await unavailableCluster(resolution, probed.stopped, states, inTime);
  if (!stopped) return { resolution, probed };
  yield { kind: 'finished', result: stopped };
  const stages = probed.stages.map((stage) => (stage.stage === stopped.stage ? stopped : stage));
  return { resolution, probed: { ...probed, stopped, stages } };
}
