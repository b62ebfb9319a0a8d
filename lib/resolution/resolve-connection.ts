import type { Spec } from '../connectors/spec';
import type { ResolutionStage, StageEvent, StageResult } from '../connectors/stage';
import { Draft } from './draft';
import { AwsRefusal } from './ports';
import type { Resolution, ResolutionContext } from './resolution';
import { failed, type Step, type StepOutcome } from './step';
import { assumeRole } from './steps/assume-role';
import { checkEnabled } from './steps/check-enabled';
import { checkLogin } from './steps/check-login';
import { checkRecord } from './steps/check-record';
import { checkRequired } from './steps/check-required';
import { coercePort } from './steps/coerce-port';
import { decidePassword } from './steps/decide-password';
import { findDialect } from './steps/find-dialect';
import { mergeSecret } from './steps/merge-secret';
import { mintCredentials } from './steps/mint-credentials';
import { readExternalId } from './steps/read-external-id';
import { readParameter } from './steps/read-parameter';

/** What lava does with a spec before it dials, in its order. The first step that fails ends it. */
const STEPS: readonly (readonly [ResolutionStage, Step])[] = [
  ['record', checkRecord],
  ['ssm', readParameter],
  ['secret', mergeSecret],
  ['required', checkRequired],
  ['enabled', checkEnabled],
  ['port', coercePort],
  ['type', findDialect],
  ['password', decidePassword],
  ['external-id', readExternalId],
  ['assume-role', assumeRole],
  ['iam', mintCredentials],
  ['required-login', checkLogin],
];

/**
 * Resolves a spec as a lava worker would, and tells each stage as it starts and ends. Stages that the spec does not
 * need, or that come after a failure, only end, as `not-run`. A failed stage is a result; this throws only what is no
 * answer of AWS's and no cancellation.
 */
export async function* resolveConnection(
  spec: Spec,
  context: ResolutionContext,
): AsyncGenerator<StageEvent, Resolution> {
  const draft = new Draft(spec);
  const stages: StageResult[] = [];
  let failure: StageResult | undefined;

  for (const [stage, step] of STEPS) {
    let result: StageResult = { stage, state: 'not-run', ms: 0 };
    if (!failure && (step.needed?.(draft) ?? true)) {
      yield { kind: 'started', stage };
      const startedAt = context.now();
      const outcome = await runStep(step, draft, context);
      result = { stage, ms: context.now() - startedAt, ...outcome };
      if (outcome.state === 'failed') failure = result;
    }
    stages.push(result);
    yield { kind: 'finished', result };
  }

  const { spec: resolved, trace, credentials } = draft;
  if (failure) return { ok: false, failed: failure, trace, stages };
  if (!credentials) throw new Error('Every way to a password says how it was obtained.');
  return { ok: true, spec: resolved, trace, credentials, stages };
}

/** Resolves a spec without telling about the stages on the way. */
export async function resolve(spec: Spec, context: ResolutionContext): Promise<Resolution> {
  const events = resolveConnection(spec, context);
  let next = await events.next();
  while (!next.done) next = await events.next();
  return next.value;
}

async function runStep(step: Step, draft: Draft, context: ResolutionContext): Promise<StepOutcome> {
  if (context.signal.aborted) return interrupted(context.signal);
  try {
    return await step.run(draft, context);
  } catch (error) {
    if (context.signal.aborted) return interrupted(context.signal);
    if (error instanceof AwsRefusal && step.refused) return step.refused(error, draft, context);
    throw error;
  }
}

/** The caller's signal ended it: a deadline (`AbortSignal.timeout`) or a cancellation. */
function interrupted({ reason }: AbortSignal): StepOutcome {
  if (reason instanceof Error && reason.name === 'TimeoutError') {
    return failed(
      'AWS_TIMEOUT',
      'The time for this was used up.',
      'Try again; if it stays so, check the network path to the AWS endpoint.',
    );
  }
  return failed('CANCELLED', 'This was cancelled.', 'Start it again when you want the answer.');
}
