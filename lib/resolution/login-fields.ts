import { firstLabel } from '../connectors/cluster-id';
import type { Draft } from './draft';
import { failed, type StepOutcome, shown } from './step';

/** What lava says when it generates credentials and a field it needs for that is absent. */
export function missingForIam(field: string): StepOutcome {
  return failed(
    'FIELD_MISSING',
    `The connection has no \`${field}\`, which temporary credentials need.`,
    `Add \`${field}\`.`,
    field,
  );
}

/**
 * A field that AWS's Python library sends as text, an empty one too. Its value, or a failed step: the library refuses
 * anything else without a call.
 */
export function textField(draft: Draft, field: string): string | StepOutcome {
  const value = draft.get(field);
  if (typeof value === 'string') return value;
  return failed(
    'FIELD_INVALID',
    `\`${field}\` is ${shown(value)}, which is not text; nothing was sent to AWS.`,
    `Write \`${field}\` as text.`,
    field,
  );
}

/**
 * The cluster or workgroup: the field when its key is present, else everything before the first dot of `host`, case
 * kept. lava looks at the host even when the field is given, so a host that is not text always fails.
 */
export function clusterName(draft: Draft, field: 'cluster_id' | 'workgroup'): string | StepOutcome {
  const host = draft.get('host');
  if (typeof host !== 'string') {
    return failed(
      'HOST_NOT_TEXT',
      `\`host\` is ${shown(host)}, which is not text; lava needs it even when \`${field}\` is given.`,
      'Write `host` as text.',
      'host',
    );
  }
  if (draft.has(field)) return textField(draft, field);
  draft.derive(field, { source: 'host-label', host });
  return firstLabel(host);
}
