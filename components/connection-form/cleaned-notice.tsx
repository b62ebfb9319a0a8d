'use client';

import Alert from '@cloudscape-design/components/alert';
import type { FieldChange } from '@/lib/connectors/spec-diff';
import { SpecValue } from './spec-value';

/** Says which stored values saving will put right, so that nothing changes unseen. */
export function CleanedNotice({ changes }: { changes: readonly FieldChange[] }) {
  if (changes.length === 0) return null;
  return (
    <Alert type="info" header="Saving also cleans values that are stored in an unclean way">
      The form shows what lava reads out of them today.
      <ul>
        {changes.map((change) => (
          <li key={change.field}>
            <span className="mono">{change.field}</span>: <SpecValue {...side(change, 'before')} /> becomes{' '}
            <SpecValue {...side(change, 'after')} />
          </li>
        ))}
      </ul>
    </Alert>
  );
}

function side(change: FieldChange, which: 'before' | 'after'): { value?: unknown } {
  return which in change ? { value: change[which] } : {};
}
