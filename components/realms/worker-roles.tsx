'use client';

import FormField from '@cloudscape-design/components/form-field';
import Textarea, { type TextareaProps } from '@cloudscape-design/components/textarea';
import type { Ref } from 'react';

/** What the field is called. */
export const WORKER_ROLES = 'Worker roles';

/** The roles and IAM users that a realm's workers run as, one ARN a line. */
export function WorkerRoles({
  value,
  error,
  inputRef,
  onChange,
  onBlur,
}: {
  value: readonly string[];
  error: string | undefined;
  inputRef: Ref<TextareaProps.Ref>;
  onChange: (lines: string[]) => void;
  onBlur: () => void;
}) {
  return (
    <FormField
      label={`${WORKER_ROLES} – optional`}
      description="The IAM roles, or IAM users, the workers run as, one ARN a line. With them a connection can be checked as its worker would see it. Nobody can assume a user: its policies are simulated."
      errorText={error}
    >
      <Textarea
        ref={inputRef}
        value={value.join('\n')}
        rows={2}
        placeholder="arn:aws:iam::123456789012:role/lava-dev-worker"
        spellcheck={false}
        onChange={({ detail }) => onChange(detail.value.split('\n'))}
        onBlur={onBlur}
      />
    </FormField>
  );
}
