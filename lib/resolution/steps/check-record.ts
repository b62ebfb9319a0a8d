import { failed, passed, type Step } from '../step';

/** `record`: lava refuses a record without `conn_id` and `type`, and takes one without `enabled` as disabled. */
export const checkRecord: Step = {
  run(draft) {
    if (!draft.has('enabled')) draft.put('enabled', false, { source: 'default' });
    for (const field of ['conn_id', 'type']) {
      if (!draft.has(field)) {
        return failed(
          'FIELD_MISSING',
          `The connection has no \`${field}\`; lava refuses such a record.`,
          `Add \`${field}\`.`,
          field,
        );
      }
    }
    return passed('The record has what lava needs to read it.');
  },
};
