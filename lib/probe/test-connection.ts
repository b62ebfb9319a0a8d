import type { FindingContext } from '../connectors/finding';
import { findingsOf } from '../connectors/findings';
import { isOtherType } from '../connectors/lava-types';
import type { ProbeCode } from '../connectors/probe-codes';
import type { Spec } from '../connectors/spec';
import { PROBE_STAGES, RESOLUTION_STAGES, type StageEvent, type StageResult } from '../connectors/stage';
import type { TestOutcome } from '../connectors/test-outcome';
import { untestableReason } from '../connectors/testable';
import { withParameterRead } from '../connectors/with-parameter-read';
import type { Resolution, ResolutionContext } from '../resolution/resolution';
import { resolveConnection } from '../resolution/resolve-connection';
import type { Dial } from './dial';
import type { ProbeResult, ProbeTask } from './probe-context';
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

interface Attempt {
  readonly resolution: Resolution;
  readonly probed?: ProbeResult;
}

/** Refusals that fresh credentials may turn into a success. */
const STALE: ReadonlySet<string | undefined> = new Set<ProbeCode>([
  'PASSWORD_REFUSED',
  'IAM_USER_UNKNOWN',
  'CREDENTIALS_EXPIRED',
]);

/**
 * Tests a spec: resolves it as a lava worker would, then dials it, and says what that comes to. Tells every stage as
 * it starts and ends; when cached credentials were refused, the stages are told once more for the second attempt, and
 * the last word on each counts. A failure is part of the outcome; this throws only what is a mistake in the product.
 */
export async function* testConnection(
  spec: Spec,
  context: TestContext,
): AsyncGenerator<StageEvent, TestResult> {
  if (isOtherType(spec.type)) return yield* notTested(spec, context);
  const startedAt = context.now();
  const endsAt = startedAt + context.probe.limits.totalMs;
  let attempt = yield* attemptConnection(spec, context, endsAt);
  const { resolution, probed } = attempt;
  if (
    resolution.ok &&
    STALE.has(probed?.stopped?.code) &&
    wereMintedBefore(resolution, startedAt) &&
    context.forgetCredentials?.(resolution)
  ) {
    attempt = yield* attemptConnection(spec, context, endsAt);
  }
  return {
    connId: typeof spec.conn_id === 'string' ? spec.conn_id : null,
    ...verdictOf(attempt.resolution, attempt.probed),
    stages: [...attempt.resolution.stages, ...(attempt.probed?.stages ?? NOT_PROBED)],
    findings: findingsOf(spec, withParameterRead(context.findings, attempt.resolution.stages)),
    resolution: attempt.resolution,
  };
}

function wereMintedBefore({ credentials: { minted } }: Resolution & { ok: true }, time: number): boolean {
  return minted !== undefined && minted.mintedAt.getTime() < time;
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

async function* attemptConnection(
  spec: Spec,
  { resolution: resolutionContext, dial, probe: task, signal, now, clusterStatus }: TestContext,
  endsAt: number,
): AsyncGenerator<StageEvent, Attempt> {
  const inTime = AbortSignal.any([signal, AbortSignal.timeout(Math.max(0, endsAt - now()))]);
  const resolution = yield* resolveConnection(spec, {
    ...resolutionContext,
    now,
    signal: inTime,
    continueWhenDisabled: true,
  });
  if (!resolution.ok) {
    yield* NOT_PROBED.map((result): StageEvent => ({ kind: 'finished', result }));
    return { resolution };
  }
  const { credentials, trace } = resolution;
  const limits = { ...task.limits, totalMs: endsAt - now() };
  const probed = yield* dial(resolution.spec, { ...task, limits, credentials, trace }, signal);
  const stopped = await unavailableCluster(resolution, probed.stopped, clusterStatus, inTime);
  if (!stopped) return { resolution, probed };
  yield { kind: 'finished', result: stopped };
  const stages = probed.stages.map((stage) => (stage.stage === stopped.stage ? stopped : stage));
  return { resolution, probed: { ...probed, stopped, stages } };
}
