import { isTruthy } from '../../connectors/python-values';
import { failed, passed, type Step, shown } from '../step';

const MESSAGE = 'The connection is disabled: lava refuses to use it.';
const HINT = 'Set `enabled` to true when it should be used.';

/** `enabled`: read as Python reads truth, so every text but the empty one enables, `"false"` too. */
export const checkEnabled: Step = {
  run(draft, { continueWhenDisabled }) {
    const enabled = draft.get('enabled');
    if (isTruthy(enabled)) {
      return passed(
        enabled === true
          ? 'The connection is enabled.'
          : `\`enabled\` is ${shown(enabled)}, which lava takes as enabled.`,
      );
    }
    const outcome = failed('DISABLED', MESSAGE, HINT, 'enabled');
    return continueWhenDisabled ? { ...outcome, state: 'warning' } : outcome;
  },
};
