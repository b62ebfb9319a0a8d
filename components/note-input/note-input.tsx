'use client';

import './note-input.css';
import Input from '@cloudscape-design/components/input';
import { NOTE_LENGTH } from '@/lib/listing/note-length';

/** Why something is changed, for the history; beside the button that changes it, or in the dialog that asks. */
export function NoteInput({ value, onChange }: { value: string; onChange: (note: string) => void }) {
  return (
    <div className="note-input">
      <Input
        value={value}
        ariaLabel="Why, for the history (optional)"
        placeholder="Why (optional)"
        onChange={({ detail }) => onChange(detail.value.slice(0, NOTE_LENGTH))}
      />
    </div>
  );
}
