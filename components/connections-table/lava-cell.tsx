'use client';

import Box from '@cloudscape-design/components/box';
import type { SyncState } from '@/lib/connectors/sync-state';
import { AppLink } from '../app-link/app-link';
import { valueLabel } from '../connection-filter/filter-labels';

/** How the connection compares with lava's table, with the way to the comparison where it differs. */
export function LavaCell({ realm, connId, state }: { realm: string; connId: string; state: SyncState }) {
  const label = valueLabel('lava', state);
  if (state === 'same') return <Box color="text-status-inactive">{label}</Box>;
  const query = new URLSearchParams({ text: connId });
  return (
    <span className="list-wraps">
      <AppLink href={`/${encodeURIComponent(realm)}/lava?${query}`} ariaLabel={`${label}: compare ${connId}`}>
        {label}
      </AppLink>
    </span>
  );
}
