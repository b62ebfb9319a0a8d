import { toInt } from '../../connectors/python-values';
import { failed, passed, type Step, shown } from '../step';

/** `port`: becomes a whole number as Python's `int()` makes one; lava checks no range. */
export const coercePort: Step = {
  run(draft) {
    const given = draft.get('port');
    const port = toInt(given);
    if (!port.ok) {
      return failed(
        'PORT_NOT_A_NUMBER',
        `lava cannot read the port ${shown(given)} as a whole number.`,
        'Set `port` to a number such as 5439.',
        'port',
      );
    }
    draft.coerce('port', port.value);
    return passed(
      port.value === given
        ? `The port is ${port.value}.`
        : `lava reads the port ${shown(given)} as ${port.value}.`,
    );
  },
};
