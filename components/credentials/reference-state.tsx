'use client';

import type { ReferenceDto } from '@/lib/services/credentials/credentials-dto';
import { Time } from '../time/time';
import { Marked } from './marked';

/** Whether AWS told about a parameter or secret, and if not, what is missing for it. */
export function ReferenceState({ reference }: { reference: ReferenceDto }) {
  switch (reference.state) {
    case 'found':
      return <Marked type="success" word="Exists" />;
    case 'missing':
      return (
        <Marked type="error" word="Missing">
          Does not exist in AWS: create it, or correct the name
        </Marked>
      );
    case 'denied':
      return (
        <Marked type="warning" word="Unknown">
          The console lacks <span className="mono">{reference.missingPermission}</span>
        </Marked>
      );
    case 'failed':
      return (
        <Marked type="warning" word="Unknown">
          AWS gave no answer: refresh to try again
          {reference.lastChangedAt !== null && '. What is shown was known before'}
        </Marked>
      );
    case 'unchecked':
      return <Marked type="pending" word="Not asked yet" />;
  }
}

/** When AWS was last asked about them; nothing while it never was. */
export function LastAsked({ references }: { references: readonly ReferenceDto[] }) {
  const last = references
    .map(({ checkedAt }) => checkedAt)
    .filter((at) => at !== null)
    .sort()
    .at(-1);
  return last === undefined ? null : (
    <>
      AWS was last asked <Time at={last} alone />.
    </>
  );
}
