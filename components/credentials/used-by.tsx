'use client';

import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { AppLink } from '../app-link/app-link';
import { connectionHref } from '../connection-commands/connection-actions';

const SHOWN = 3;

/** The connections that something hits, each a link; long lists open on demand. */
export function UsedBy({ realm, connIds, of }: { realm: string; connIds: readonly string[]; of: string }) {
  const [all, setAll] = useState(false);
  if (connIds.length === 0) return <Box color="text-status-inactive">No connection</Box>;
  const shown = all ? connIds : connIds.slice(0, SHOWN);
  return (
    <>
      {shown.map((connId) => (
        <div key={connId}>
          <AppLink href={connectionHref(realm, connId)} fontSize="inherit">
            <span className="mono">{connId}</span>
          </AppLink>
        </div>
      ))}
      {connIds.length > SHOWN && (
        <Button
          variant="inline-link"
          ariaExpanded={all}
          ariaLabel={
            all ? `Show fewer connections of ${of}` : `Show all ${connIds.length} connections of ${of}`
          }
          onClick={() => setAll(!all)}
        >
          {all ? 'Show fewer' : `and ${connIds.length - SHOWN} more`}
        </Button>
      )}
    </>
  );
}
