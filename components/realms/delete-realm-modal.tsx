'use client';

import Box from '@cloudscape-design/components/box';
import FormField from '@cloudscape-design/components/form-field';
import Input, { type InputProps } from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { RealmDto } from '@/lib/services/realms/realm-dto';
import { AskModal } from '../ask-modal/ask-modal';
import { useFirstField } from '../ask-modal/use-first-field';

/** Asks for the realm's name before it is deleted. */
export function DeleteRealmModal({
  realm,
  busy,
  onCancel,
  onConfirm,
}: {
  realm: RealmDto;
  busy: boolean;
  onCancel: () => void;
  onConfirm: (confirmation: string) => void;
}) {
  const field = useFirstField<InputProps.Ref>();
  const [typed, setTyped] = useState('');
  const confirmed = typed === realm.name;
  return (
    <AskModal
      header={`Delete the realm ${realm.name}?`}
      confirm="Delete"
      busy={busy}
      disabled={!confirmed}
      onCancel={onCancel}
      onConfirm={() => onConfirm(typed)}
    >
      <SpaceBetween size="s">
        <Box variant="p">
          The realm's settings, the history of its tests and its saved views are deleted for good. Nothing
          changes in AWS account <span className="mono">{realm.account}</span>. As long as a deleted
          connection can be restored, the realm is kept.
        </Box>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (confirmed && !busy) onConfirm(typed);
          }}
        >
          <FormField label={`To confirm, type ${realm.name}`}>
            <Input
              ref={field}
              value={typed}
              onChange={({ detail }) => setTyped(detail.value)}
              autoComplete={false}
            />
          </FormField>
        </form>
      </SpaceBetween>
    </AskModal>
  );
}
