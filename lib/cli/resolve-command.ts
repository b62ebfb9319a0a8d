import type { Finding } from '../connectors/finding';
import { findingsOf } from '../connectors/findings';
import type { Spec } from '../connectors/spec';
import type { StageResult } from '../connectors/stage';
import { withParameterRead } from '../connectors/with-parameter-read';
import type { Credentials, Trace } from '../resolution/resolution';
import { resolve } from '../resolution/resolve-connection';
import { connIdOf } from './conn-id-of';
import { findingContext } from './finding-context';
import { resolutionSettings } from './resolution-settings';
import { revealed, withoutSecrets } from './secrets';
import type { LineOf, Session } from './session';

interface Resolved {
  readonly connId: string | null;
  readonly ok: true;
  /** The whole specification after lava's steps. */
  readonly spec: Spec;
  readonly trace: Trace;
  readonly credentials: Pick<Credentials, 'method' | 'expiresAt'>;
  readonly findings: readonly Finding[];
}

interface NotResolved extends Pick<StageResult, 'stage' | 'code' | 'awsCode' | 'message' | 'hint'> {
  readonly connId: string | null;
  readonly ok: false;
  readonly findings: readonly Finding[];
}

/** `resolve`: what a lava worker would make of a specification, or at which step it would fail. */
export function resolveCommand(session: Session): LineOf<Resolved | NotResolved> {
  const { now, reveal } = session;
  const settings = resolutionSettings(session);
  const printed = reveal ? revealed : withoutSecrets;
  return async (spec, signal) => {
    const resolution = await resolve(spec, { ...settings, signal, now });
    const connId = connIdOf(spec);
    const findings = findingsOf(spec, withParameterRead(findingContext(session), resolution.stages));
    if (!resolution.ok) {
      const { stage, code, awsCode, message, hint } = resolution.failed;
      return { connId, ok: false, stage, code, awsCode, message, hint, findings };
    }
    const { trace } = resolution;
    const { method, expiresAt } = resolution.credentials;
    return {
      connId,
      ok: true,
      spec: printed(resolution.spec),
      trace,
      credentials: { method, expiresAt },
      findings,
    };
  };
}
