'use client';

import Alert from '@cloudscape-design/components/alert';
import FormField from '@cloudscape-design/components/form-field';
import Input, { type InputProps } from '@cloudscape-design/components/input';
import { useState } from 'react';
import type { ErrorDto } from '@/lib/services/errors';
import { AskModal } from '../ask-modal/ask-modal';
import { useFirstField } from '../ask-modal/use-first-field';

/** Asks for the name of a view; `existing` names are replaced, and the dialog says so. */
export function SaveViewDialog({
  existing,
  onSave,
  onClose,
}: {
  existing: readonly string[];
  onSave: (name: string) => Promise<ErrorDto | null>;
  onClose: () => void;
}) {
  const field = useFirstField<InputProps.Ref>();
  const [name, setName] = useState('');
  const [error, setError] = useState<ErrorDto | null>(null);
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    const refusal = await onSave(name);
    setBusy(false);
    setError(refusal);
    if (!refusal) onClose();
  };
  const problem = error?.problems?.find(({ path }) => path === 'name')?.message;
  return (
    <AskModal
      header="Save this filter as a view"
      confirm="Save view"
      busy={busy}
      onCancel={onClose}
      onConfirm={save}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <FormField
          label="Name"
          description="The filter, the order and the number of rows are kept, for you."
          errorText={problem}
          warningText={existing.includes(name.trim()) ? 'Saving replaces the view of this name.' : undefined}
        >
          <Input
            ref={field}
            value={name}
            onChange={({ detail }) => setName(detail.value)}
            autoComplete={false}
          />
        </FormField>
      </form>
      {error && !problem && (
        <Alert type="error" header={error.message}>
          {error.hint}
        </Alert>
      )}
    </AskModal>
  );
}
