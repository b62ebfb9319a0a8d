'use client';

import Box from '@cloudscape-design/components/box';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ConnectionRow } from '@/lib/listing/connection-row';
import { OutcomeIndicator } from '../test-run/outcome-indicator';
import { Time } from '../time/time';

/** How the last test ended and when; its verdict on hover, and for screen readers. */
export function LastTest({ row, running }: { row: ConnectionRow; running: boolean }) {
  if (running) return <StatusIndicator type="in-progress">Testing</StatusIndicator>;
  if (row.lastOutcome === null) return <OutcomeIndicator outcome={null} type={row.type} />;
  return (
    <span className="list-wraps" title={row.lastVerdict ?? undefined}>
      <OutcomeIndicator outcome={row.lastOutcome} />{' '}
      <Box variant="span" color="text-body-secondary" fontSize="body-s">
        <Time at={row.lastTestedAt} />
      </Box>
    </span>
  );
}
