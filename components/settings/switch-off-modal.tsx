'use client';

import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input, { type InputProps } from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useFirstField } from '../ask-modal/use-first-field';

/** Asks why testing is switched off: everybody whose test is refused reads it. */
export function SwitchOffModal({
  busy,
  onCancel,
  onConfirm,
}: {
  busy: boolean;
  onCancel: () => void;
  onConfirm: (reason: string) => void;
}) {
  const field = useFirstField<InputProps.Ref>();
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const confirm = () => {
    if (reason.trim() === '') setMissing(true);
    else onConfirm(reason);
  };
  return (
    <Modal
      visible
      header="Switch testing off"
      onDismiss={onCancel}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onCancel}>
              Cancel
            </Button>
            <Button variant="primary" loading={busy} onClick={confirm}>
              Switch off
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <Box>
          Tests that run now are cancelled. In every realm nobody can test, mint credentials or check workers
          until an admin switches it on again.
        </Box>
        <FormField
          label="Reason"
          description="Shown to everybody who wants to test."
          errorText={missing && reason.trim() === '' ? 'Say why.' : undefined}
          constraintText="At most 200 characters."
        >
          <Input
            ref={field}
            value={reason}
            placeholder="The network is being moved until noon."
            onChange={({ detail }) => setReason(detail.value.slice(0, 200))}
            onKeyDown={({ detail }) => detail.key === 'Enter' && confirm()}
          />
        </FormField>
      </SpaceBetween>
    </Modal>
  );
}
