import { lavaTypeOf } from '../connectors/lava-types';
import type { ProbeCode } from '../connectors/probe-codes';
import { has } from '../connectors/spec';
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

/** Ends that say nothing about a worker: on the console's own way to AWS, and for what it cannot test. */
const OUR_OWN: ReadonlySet<string | undefined> = new Set<ResolutionCode | ProbeCode>([
  'REALM_ROLE_REFUSED',
  'AWS_CREDENTIALS_MISSING',
  'AWS_CREDENTIALS_REJECTED',
  'AWS_ENDPOINT_REFUSED',
  'AWS_TIMEOUT',
  'AWS_UNREACHABLE',
  'NOT_TESTABLE_HERE',
]);

/** Ends on the way to the server, which may be another from where a worker runs. */
const WAY_THERE: ReadonlySet<string | undefined> = new Set<ProbeCode>([
  'DNS_FAILED',
  'DNS_TIMEOUT',
  'NETWORK_UNREACHABLE',
  'TCP_TIMEOUT',
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
  // Without a role to assume, AWS names the user of Redshift Serverless after whoever asks.
  const ownName =
    lavaTypeOf(resolution.spec.type)?.generator === 'redshift-serverless' &&
    resolution.credentials.method === 'iam' &&
    !has(resolution.spec, 'role_arn');
  const unexpected = probed.stages.some(({ code }) => code === 'IDENTITY_UNEXPECTED');
  const warned = [...resolution.stages, ...probed.stages].some(({ state }) => state === 'warning');
  return {
    ok: true,
    outcome: warned ? 'warning' : 'passed',
    verdict:
      (ownName
        ? `This console connected as ${user}, ${ENCRYPTION[encryption]}; a lava worker would under the name of its own role`
        : `A lava worker would connect as ${user}, ${ENCRYPTION[encryption]}`) +
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
        verdict: `${WAY_THERE.has(stopped?.code) ? 'From this console it' : 'A lava worker'} fails at \`${stage}\`: ${message}${besides}`,
      };
  }
}
