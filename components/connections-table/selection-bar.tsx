'use client';

import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import type { Gate } from '../access/access';
import { TestButton } from '../test-run/test-button';

/** What can be done with the selected rows. */
export function SelectionBar({
  count,
  busy,
  test,
  write,
  asking,
  onTest,
  onEnable,
  onDisable,
  onDuplicate,
  onDelete,
  onClear,
}: {
  count: number;
  busy: boolean;
  /** Whether the reader may test, and change. */
  test: Gate;
  write: Gate;
  /** The words of a button that changes connections. */
  asking: (label: string) => string;
  onTest: () => void;
  onEnable: () => void;
  onDisable: () => void;
  onDuplicate: () => void;
  onDelete: () => void;
  onClear: () => void;
}) {
  // With a reason the button that was pressed keeps the focus, for what it asks to give back.
  const waiting = busy ? { disabled: true, disabledReason: 'Wait until what was pressed is done.' } : {};
  return (
    <section aria-label="Selected connections" className="list-bar">
      <span className="list-bar-count">
        <Box variant="span" fontWeight="bold">
          {count} selected
        </Box>
      </span>
      <TestButton {...test} onClick={onTest}>
        Test
      </TestButton>
      <Button {...waiting} {...write} onClick={onEnable}>
        {asking('Enable')}
      </Button>
      <Button {...waiting} {...write} onClick={onDisable}>
        {asking('Disable')}
      </Button>
      <Button {...waiting} {...write} onClick={onDuplicate}>
        {asking('Duplicate')}
      </Button>
      <Button {...waiting} {...write} onClick={onDelete}>
        {asking('Delete')}
      </Button>
      <Button variant="link" onClick={onClear}>
        Clear selection
      </Button>
    </section>
  );
}
