import type { Finding } from '../connectors/finding';
import type { StageResult } from '../connectors/stage';
import { type TestResult, testConnection } from '../probe/test-connection';
import { CliError } from './cli-error';
import { connIdOf } from './conn-id-of';
import { findingContext } from './finding-context';
import { probeSettings } from './probe-settings';
import { resolutionSettings } from './resolution-settings';
import type { LineOf, Session } from './session';

type PrintedStage = Pick<StageResult, 'stage' | 'state' | 'ms' | 'code' | 'message' | 'hint' | 'details'>;

interface TestLine {
  readonly connId: string | null;
  readonly ok: boolean;
  readonly verdict: string;
  readonly stages: readonly PrintedStage[];
  readonly findings: readonly Finding[];
}

/**
 * `test`: whether a lava worker could use the connection, stage by stage.
 *
 * @throws {CliError} when testing is switched off, or a file that a setting names cannot be read
 */
export function testCommand(session: Session): LineOf<TestLine> {
  if (!session.env.TESTING) throw new CliError('Testing is switched off: TESTING=off in the environment.');
  const { aws, now } = session;
  const resolution = resolutionSettings(session);
  const settings = probeSettings(session);
  const { clusterStatus } = aws;
  return async (spec, signal) => {
    const { ok, verdict, stages, findings } = await outcomeOf(
      testConnection(spec, {
        ...settings,
        resolution,
        findings: findingContext(session),
        signal,
        now,
        clusterStatus,
      }),
    );
    return {
      connId: connIdOf(spec),
      ok,
      verdict,
      stages: stages.map(({ stage, state, ms, code, message, hint, details }) => ({
        stage,
        state,
        ms,
        code,
        message,
        hint,
        details,
      })),
      findings,
    };
  };
}

async function outcomeOf(events: ReturnType<typeof testConnection>): Promise<TestResult> {
  let next = await events.next();
  while (!next.done) next = await events.next();
  return next.value;
}
