'use client';

import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { TableProps } from '@cloudscape-design/components/table';
import type { IamCandidate } from '@/lib/services/audit/iam-candidates';
import { AppLink } from '../app-link/app-link';
import { connectionHref } from '../connection-commands/connection-actions';
import { CodeText } from '../test-run/code-text';

/** The columns of the candidates; `review` opens a draft. */
export function candidateColumns(
  realm: string,
  review: (connId: string) => void,
): TableProps.ColumnDefinition<IamCandidate>[] {
  return [
    {
      id: 'connId',
      header: 'conn_id',
      minWidth: 190,
      isRowHeader: true,
      sortingField: 'connId',
      cell: ({ connId, enabled }) => (
        <>
          <AppLink href={connectionHref(realm, connId)}>
            <span className="mono">{connId}</span>
          </AppLink>{' '}
          {!enabled && <Badge>Disabled</Badge>}
        </>
      ),
    },
    {
      id: 'state',
      header: 'Draft',
      sortingField: 'state',
      minWidth: 220,
      cell: ({ state, obstacle }) => (
        <>
          <State state={state} />
          {obstacle !== null && (
            <Box color="text-body-secondary" fontSize="body-s">
              <CodeText text={obstacle} />
            </Box>
          )}
        </>
      ),
    },
    {
      id: 'review',
      header: 'Review',
      minWidth: 110,
      cell: ({ connId }) => (
        <Button variant="inline-link" ariaLabel={`Review ${connId}`} onClick={() => review(connId)}>
          Review
        </Button>
      ),
    },
    {
      id: 'user',
      header: 'Database user',
      minWidth: 150,
      sortingField: 'user',
      cell: ({ user }) => (user === null ? '–' : <span className="mono">{user}</span>),
    },
    {
      id: 'host',
      header: 'Host',
      minWidth: 330,
      sortingField: 'host',
      cell: ({ host }) => (host === null ? '–' : <span className="mono">{host}</span>),
    },
    { id: 'owner', header: 'Owner', minWidth: 220, sortingField: 'owner', cell: ({ owner }) => owner ?? '–' },
  ];
}

function State({ state }: { state: IamCandidate['state'] }) {
  if (state === 'ready') return <StatusIndicator type="success">Ready</StatusIndicator>;
  if (state === 'needs-cluster') return <StatusIndicator type="pending">Cluster to be named</StatusIndicator>;
  return <StatusIndicator type="warning">Not possible as it is</StatusIndicator>;
}
