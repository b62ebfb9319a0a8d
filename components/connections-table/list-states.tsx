'use client';

import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { useGate } from '../access/access';
import { useFollow } from '../app-link/use-follow';

function State({ title, text, action }: { title: string; text: ReactNode; action: ReactNode }) {
  return (
    <Box textAlign="center" margin={{ vertical: 'l' }}>
      <SpaceBetween size="s">
        <div>
          <Box variant="strong">{title}</Box>
          <Box color="text-body-secondary">{text}</Box>
        </div>
        {action}
      </SpaceBetween>
    </Box>
  );
}

/** The realm holds no connection yet. */
export function NothingYet({ realm }: { realm: string }) {
  const follow = useFollow();
  const write = useGate(realm)('connection:write');
  return (
    <State
      title={`No connections in ${realm} yet`}
      text="Create one: paste a Redshift endpoint and the form fills most of it. Or import files as lava's tools keep them."
      action={
        <SpaceBetween direction="horizontal" size="xs">
          <Button href={`/${encodeURIComponent(realm)}/new`} onFollow={follow} {...write}>
            Create connection
          </Button>
          <Button href={`/${encodeURIComponent(realm)}/import`} onFollow={follow} {...write}>
            Import
          </Button>
        </SpaceBetween>
      }
    />
  );
}

/** The filter leaves nothing. */
export function NoMatch({ total, onClear }: { total: number; onClear: () => void }) {
  return (
    <State
      title="No connection matches"
      text={`The filter hides all ${total.toLocaleString('en')} connections.`}
      action={<Button onClick={onClear}>Clear filter</Button>}
    />
  );
}

/** The list could not be read. */
export function ListFailed({ message, onRetry }: { message: string; onRetry: () => void }) {
  return (
    <State
      title="The list could not be read"
      text={message}
      action={
        <Button iconName="refresh" onClick={onRetry}>
          Try again
        </Button>
      }
    />
  );
}
