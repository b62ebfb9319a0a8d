'use client';

import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea, { type TextareaProps } from '@cloudscape-design/components/textarea';
import { useState } from 'react';
import { useFirstField } from '../ask-modal/use-first-field';

/** Asks why a request is refused. */
export function RefuseDialog({
  title,
  onRefuse,
  onClose,
}: {
  title: string;
  /** Whether it was refused. */
  onRefuse: (note: string) => Promise<boolean>;
  onClose: () => void;
}) {
  const field = useFirstField<TextareaProps.Ref>();
  const [note, setNote] = useState('');
  const [attempted, setAttempted] = useState(false);
  const [busy, setBusy] = useState(false);
  const missing = note.trim() === '';
  const refuse = async () => {
    setAttempted(true);
    if (missing) return;
    setBusy(true);
    const done = await onRefuse(note);
    setBusy(false);
    if (done) onClose();
  };
  return (
    <Modal
      visible
      onDismiss={onClose}
      header={`Refuse: ${title}`}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="primary" loading={busy} onClick={refuse}>
              Refuse
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <FormField
        label="Why"
        description="Who asked for it sees this note. Nothing of the connection changes."
        errorText={attempted && missing ? 'Say why: who asked for it has only this note.' : undefined}
      >
        <Textarea ref={field} value={note} onChange={({ detail }) => setNote(detail.value)} />
      </FormField>
    </Modal>
  );
}
