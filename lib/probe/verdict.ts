import type { StageResult } from '../connectors/stage';
import type { ResolutionCode } from '../connectors/stage-codes';
import type { TestOutcome } from '../connectors/test-outcome';
import type { Resolution } from '../resolution/resolution';
import type { ProbeResult } from './probe-context';
import type { Encryption } from './stages/tls';

export type Verdict = Pick<TestOutcome, 'ok' | 'outcome' | 'verdict'>;

const ENCRYPTION: Readonly<Record<Encryption, string>> = {
  plaintext: 'not encrypted',
  unchecked: 'encrypted, certificate not checked',
  checked: 'encrypted, certificate checked',
};

/** Failures on the console's own way to AWS: they say nothing about a worker, which has its own. */
const OUR_OWN: ReadonlySet<string | undefined> = new Set<ResolutionCode>([
  'REALM_ROLE_REFUSED',
  'AWS_CREDENTIALS_MISSING',
  'AWS_CREDENTIALS_REJECTED',
  'AWS_ENDPOINT_REFUSED',
  'AWS_TIMEOUT',
  'AWS_UNREACHABLE',
]);

/** What a whole test comes to, in one sentence. Without a `probed` the resolution must have failed. */
export function verdictOf(resolution: Resolution, probed: ProbeResult | undefined): Verdict {
  const disabled = resolution.stages.some(({ stage, state }) => stage === 'enabled' && state === 'warning');
  if (!resolution.ok) {
    const { code } = resolution.failed;
    return code === 'CANCELLED'
      ? ended('cancelled', resolution.failed, disabled)
      : ended(OUR_OWN.has(code) ? 'undecided' : 'failed', resolution.failed, disabled);
  }
  if (!probed?.connected) {
    return ended(probed?.outcome ?? 'undecided', probed?.stopped, disabled);
  }
  if (disabled) {
    return { ok: false, outcome: 'warning', verdict: 'Works, but disabled: lava will refuse it.' };
  }
  const { user, encryption, identity } = probed.connected;
  const unexpected = probed.stages.some(({ code }) => code === 'IDENTITY_UNEXPECTED');
  const warned = [...resolution.stages, ...probed.stages].some(({ state }) => state === 'warning');
  return {
    ok: true,
    outcome: warned ? 'warning' : 'passed',
    verdict:
      `A lava worker would connect as ${user}, ${ENCRYPTION[encryption]}` +
      (unexpected ? `, but work as ${identity.user} in ${identity.database}.` : '.'),
  };
}

function ended(
  outcome: TestOutcome['outcome'],
  stopped: StageResult | undefined,
  disabled: boolean,
): Verdict {
  const stage = stopped?.stage ?? 'driver';
  const message = stopped?.message ?? '';
  const besides = disabled ? ' It is also disabled.' : '';
  switch (outcome) {
    case 'cancelled':
      return { ok: false, outcome, verdict: `Cancelled at \`${stage}\`.` };
    case 'undecided':
      return {
        ok: false,
        outcome,
        verdict: `Not decided, the test ended at \`${stage}\`: ${message}${besides}`,
      };
    default:
      return {
        ok: false,
        outcome: 'failed',
        verdict: `A lava worker fails at \`${stage}\`: ${message}${besides}`,
      };
  }
}
