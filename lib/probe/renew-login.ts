import type { ProbeCode } from '../connectors/probe-codes';
import { Secret } from '../connectors/secret';
import type { ResolutionStage, StageResult } from '../connectors/stage';
import type { Resolution } from '../resolution/resolution';
import type { ProbeResult } from './probe-context';

/** A resolution and what came of dialling it, where it got that far. */
export interface Attempt {
  readonly resolution: Resolution;
  readonly probed?: ProbeResult;
}

/** Refusals that another login may turn into a success. */
const REFUSED: ReadonlySet<string | undefined> = new Set<ProbeCode>([
  'PASSWORD_REFUSED',
  'IAM_USER_UNKNOWN',
  'CREDENTIALS_EXPIRED',
]);

/**
 * What to log in with for a second try, where the login that was refused may have been out of date: temporary
 * credentials from before the test, or values of a secret that was rotated after it was read. Undefined when there is
 * nothing else to try.
 */
export async function renewLogin(
  { resolution, probed }: Attempt,
  {
    startedAt,
    resolveAgain,
    forgetCredentials,
  }: {
    readonly startedAt: number;
    readonly resolveAgain: () => Promise<Resolution>;
    readonly forgetCredentials?: (refused: Resolution & { ok: true }) => boolean;
  },
): Promise<Resolution | undefined> {
  if (!resolution.ok || !REFUSED.has(probed?.stopped?.code)) return undefined;
  const { spec, trace, credentials } = resolution;
  if (credentials.minted) {
    const isOld = credentials.minted.mintedAt.getTime() < startedAt;
    if (!isOld || !forgetCredentials?.(resolution)) return undefined;
    return asSecond(await resolveAgain(), 'iam', 'the server refused the credentials held from before');
  }
  const fromSecret = ['user', 'password'].filter((field) => trace[field]?.source === 'secret');
  if (fromSecret.length === 0) return undefined;
  const again = await resolveAgain();
  if (!again.ok || fromSecret.every((field) => textOf(again.spec[field]) === textOf(spec[field]))) {
    return undefined;
  }
  return asSecond(again, 'secret', 'the server refused what the secret held when it was first read');
}

function textOf(value: unknown): unknown {
  return value instanceof Secret ? value.reveal() : value;
}

/** The resolution, with a word on why it is the second: at the stage that renewed the login, or that failed to. */
function asSecond(resolution: Resolution, renewing: ResolutionStage, why: string): Resolution {
  const noted = resolution.ok ? renewing : resolution.failed.stage;
  const note = (result: StageResult): StageResult =>
    result.stage === noted
      ? { ...result, message: `${result.message} This is the second try: ${why}.` }
      : result;
  const stages = resolution.stages.map(note);
  return resolution.ok
    ? { ...resolution, stages }
    : { ...resolution, stages, failed: note(resolution.failed) };
}
