'use client';

import Alert from '@cloudscape-design/components/alert';
import type { Spec } from '@/lib/connectors/spec';
import { changedFields, type FieldChange } from '@/lib/connectors/spec-diff';
import { SpecValue } from './spec-value';

/** Says what became of a cluster's connection that was made a serverless one, before anything is saved. */
export function ConvertedNotice({ before, after }: { before: Spec; after: Spec }) {
  return (
    <Alert type="info" header="Changed to redshift-serverless; nothing is saved yet">
      <ul>
        {changedFields(before, after).map((change) => (
          <li key={change.field}>
            <span className="mono">{change.field}</span>: <SpecValue {...side(change, 'before')} /> becomes{' '}
            <SpecValue {...side(change, 'after')} />
            {change.field === 'user' &&
              '. AWS names the user after the role that asks; grant that user what this one may do.'}
          </li>
        ))}
      </ul>
      Test it as it stands here, then save it like any other change.
    </Alert>
  );
}

function side(change: FieldChange, which: 'before' | 'after'): { value?: unknown } {
  return which in change ? { value: change[which] } : {};
}
