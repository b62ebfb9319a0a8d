'use client';

import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { Removal, SyncState } from '@/lib/connectors/sync-state';
import { REMOVAL_LABELS, SYNC_LABELS } from './sync-labels';

const TYPES: Readonly<Record<SyncState, StatusIndicatorProps.Type>> = {
  same: 'success',
  'changed-here': 'in-progress',
  'changed-there': 'info',
  'changed-both': 'error',
  'only-here': 'in-progress',
  'only-there': 'info',
};

/** How a connection compares with lava's table, as icon and words. */
export function SyncIndicator({
  state,
  removal = null,
  conflict = false,
}: {
  state: SyncState;
  removal?: Removal | null;
  conflict?: boolean;
}) {
  const { label } = removal ? REMOVAL_LABELS[removal] : SYNC_LABELS[state];
  return (
    <StatusIndicator type={conflict ? 'error' : TYPES[state]}>
      {label}
      {removal && conflict ? ', changed on the other side' : ''}
    </StatusIndicator>
  );
}
