'use client';

import Input from '@cloudscape-design/components/input';

const LONGEST = 500;

/** Why something is saved, beside the button that saves it. */
export function NoteInput({ value, onChange }: { value: string; onChange: (note: string) => void }) {
  return (
    <div className="connection-form-note">
      <Input
        value={value}
        ariaLabel="Why, for the history (optional)"
        placeholder="Why (optional)"
        onChange={({ detail }) => onChange(detail.value.slice(0, LONGEST))}
      />
    </div>
  );
}
