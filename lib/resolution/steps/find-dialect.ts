import { DEFAULT_SUBTYPES, dialectOf } from '../../connectors/lava-types';
import { failed, passed, type Step, shown } from '../step';

/**
 * `type`: lower-cased (not trimmed) to find the dialect, which replaces a field of that name. `subtype` gets the
 * dialect's default only when its key is absent.
 */
export const findDialect: Step = {
  run(draft) {
    const type = draft.get('type');
    const dialect = dialectOf(type);
    if (dialect === undefined) {
      return failed(
        'TYPE_UNSUPPORTED',
        `${shown(type)} is no type of database connection that lava knows.`,
        'Correct `type`, for example to `redshift`.',
        'type',
      );
    }
    draft.override('dialect', dialect, { source: 'lava' });
    if (!draft.has('subtype')) draft.put('subtype', DEFAULT_SUBTYPES[dialect], { source: 'default' });
    return passed(`The dialect is ${dialect}, the driver ${shown(draft.get('subtype'))}.`, { dialect });
  },
};
