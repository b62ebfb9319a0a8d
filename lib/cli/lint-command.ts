import type { Finding } from '../connectors/finding';
import { findingsOf } from '../connectors/findings';
import { connIdOf } from './conn-id-of';
import { findingContext } from './finding-context';
import type { LineOf, Session } from './session';

interface LintLine {
  readonly connId: string | null;
  readonly ok: boolean;
  readonly findings: readonly Finding[];
}

/** `lint`: the findings on a specification, none of them high. Makes no call. */
export function lintCommand(session: Session): LineOf<LintLine> {
  const context = findingContext(session);
  return async (spec) => {
    const findings = findingsOf(spec, context);
    const ok = findings.every(({ severity }) => severity !== 'high');
    return { connId: connIdOf(spec), ok, findings };
  };
}
