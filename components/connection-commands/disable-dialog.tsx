'use client';

import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useAsking } from '../access/access';
import { AskModal } from '../ask-modal/ask-modal';
import { JobsConcerned } from '../jobs/jobs-concerned';
import { NoteInput } from '../note-input/note-input';
import { named } from './connection-actions';

/** Asks before connections are disabled that jobs use, or may use. */
export function DisableDialog({
  realm,
  connIds,
  takesNote,
  onAnswer,
}: {
  realm: string;
  connIds: readonly string[];
  /** Whether it asks why: not where the page does. */
  takesNote: boolean;
  /** With the note; null: they stay enabled. */
  onAnswer: (note: string | null) => void;
}) {
  const asking = useAsking(realm);
  const [note, setNote] = useState('');
  return (
    <AskModal
      size="large"
      header={`Disable ${named(connIds)}?`}
      confirm={asking('Disable')}
      onCancel={() => onAnswer(null)}
      onConfirm={() => onAnswer(note)}
    >
      <SpaceBetween size="m">
        <div>
          Jobs that run fail from then on, until {connIds.length === 1 ? 'it is' : 'they are'} enabled again.
        </div>
        <JobsConcerned realm={realm} connIds={connIds} />
        {takesNote && <NoteInput value={note} onChange={setNote} />}
      </SpaceBetween>
    </AskModal>
  );
}
