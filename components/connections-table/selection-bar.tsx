'use client';

import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import { TestButton } from '../test-run/test-button';

/** What can be done with the selected rows. */
export function SelectionBar({
  count,
  busy,
  onTest,
  onEnable,
  onDisable,
  onDuplicate,
  onDelete,
  onClear,
}: {
  count: number;
  busy: boolean;
  onTest: () => void;
  onEnable: () => void;
  onDisable: () => void;
  onDuplicate: () => void;
  onDelete: () => void;
  onClear: () => void;
}) {
  return (
    <section aria-label="Selected connections" className="list-bar">
      <span className="list-bar-count">
        <Box variant="span" fontWeight="bold">
          {count} selected
        </Box>
      </span>
      <TestButton onClick={onTest}>Test</TestButton>
      <Button disabled={busy} onClick={onEnable}>
        Enable
      </Button>
      <Button disabled={busy} onClick={onDisable}>
        Disable
      </Button>
      <Button disabled={busy} onClick={onDuplicate}>
        Duplicate
      </Button>
      <Button disabled={busy} onClick={onDelete}>
        Delete
      </Button>
      <Button variant="link" onClick={onClear}>
        Clear selection
      </Button>
    </section>
  );
}
