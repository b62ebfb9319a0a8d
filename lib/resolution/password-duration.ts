import { LAVA_DEFAULT_DURATION, parseDuration } from '../connectors/duration';
import type { Draft } from './draft';
import type { ResolutionContext } from './resolution';
import { failed, type StepOutcome, shown } from './step';

/**
 * Whole seconds of `password_duration`, or of the worker's default where its key is absent; a failed step when lava
 * could not read it.
 */
export function passwordDuration(draft: Draft, { defaultDuration }: ResolutionContext): number | StepOutcome {
  const own = draft.has('password_duration');
  const given = own ? draft.get('password_duration') : (defaultDuration ?? LAVA_DEFAULT_DURATION);
  if (!own) draft.derive('password_duration', { source: 'default' });
  const seconds = parseDuration(given);
  if (seconds !== null) return Math.trunc(seconds);
  return failed(
    'DURATION_INVALID',
    own
      ? `lava cannot read \`password_duration\` ${shown(given)}.`
      : `lava cannot read the worker's default duration ${shown(given)}.`,
    own
      ? 'Use a number and a unit, such as 15m or 1h.'
      : 'Correct RS_PASSWORD_DURATION of the realm, or set `password_duration` here.',
    'password_duration',
  );
}
