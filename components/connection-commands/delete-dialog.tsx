'use client';

import Alert from '@cloudscape-design/components/alert';
import FormField from '@cloudscape-design/components/form-field';
import Input, { type InputProps } from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { deleteConfirmation } from '@/lib/listing/delete-confirmation';
import { RESTORABLE_DAYS } from '@/lib/listing/restorable-days';
import type { ErrorDto } from '@/lib/services/errors';
import { useAsking } from '../access/access';
import { AskModal } from '../ask-modal/ask-modal';
import { useFirstField } from '../ask-modal/use-first-field';
import { JobsConcerned } from '../jobs/jobs-concerned';
import { NoteInput } from '../note-input/note-input';
import { named } from './connection-actions';

const LISTED = 10;

/** What was typed before something is deleted. */
export interface DeleteAnswer {
  readonly confirmation?: string;
  /** Why, for the history. */
  readonly note: string;
}

/** Asks before deleting: names what goes, and in a protected realm wants it typed. */
export function DeleteDialog({
  realm,
  protectedRealm,
  connIds,
  onDelete,
  onClose,
}: {
  realm: string;
  protectedRealm: boolean;
  connIds: readonly string[];
  /** Returns why it was refused; null when it is done. */
  onDelete: (answer: DeleteAnswer) => Promise<ErrorDto | null>;
  onClose: () => void;
}) {
  const asking = useAsking(realm);
  const field = useFirstField<InputProps.Ref>();
  const [typed, setTyped] = useState('');
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<ErrorDto | null>(null);
  const wanted = deleteConfirmation(connIds);
  const ready = !protectedRealm || typed === wanted;

  const confirm = async () => {
    if (!ready || busy) return;
    setBusy(true);
    const error = await onDelete({ note, ...(protectedRealm && { confirmation: typed }) });
    setBusy(false);
    setRefusal(error);
    if (!error) onClose();
  };

  return (
    <AskModal
      size="large"
      header={`Delete ${named(connIds)}?`}
      confirm={asking('Delete')}
      busy={busy}
      disabled={!ready}
      onCancel={onClose}
      onConfirm={confirm}
    >
      <SpaceBetween size="m">
        <div>
          This deletes from <b>{realm}</b>, with the history of tests:
          <ul>
            {connIds.slice(0, LISTED).map((connId) => (
              <li key={connId} className="mono">
                {connId}
              </li>
            ))}
            {connIds.length > LISTED && <li>and {connIds.length - LISTED} more</li>}
          </ul>
          Jobs that name {connIds.length === 1 ? 'it' : 'them'} fail from then on. Parameters, secrets and
          database users stay. For {RESTORABLE_DAYS} days {connIds.length === 1 ? 'it' : 'they'} can be
          restored, without the tests.
        </div>
        <JobsConcerned realm={realm} connIds={connIds} />
        <NoteInput value={note} onChange={setNote} />
        {protectedRealm && (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              void confirm();
            }}
          >
            <FormField
              label={
                <>
                  {realm} is protected. Type <span className="mono">{wanted}</span> to delete.
                </>
              }
            >
              <Input
                ref={field}
                value={typed}
                onChange={({ detail }) => setTyped(detail.value)}
                autoComplete={false}
                spellcheck={false}
              />
            </FormField>
          </form>
        )}
        {refusal && (
          <Alert type="error" header={refusal.message}>
            {refusal.hint}
          </Alert>
        )}
      </SpaceBetween>
    </AskModal>
  );
}
