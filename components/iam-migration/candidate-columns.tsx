'use client';

import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { TableProps } from '@cloudscape-design/components/table';
import type { IamCandidate } from '@/lib/services/audit/iam-candidates';
import { AppLink } from '../app-link/app-link';
import { Breakable } from '../breakable/breakable';
import { connectionHref } from '../connection-commands/connection-actions';
import { CodeText } from '../test-run/code-text';

/** The columns of the candidates; `review` opens a draft. Those that the open draft tells too stand back for it. */
export function candidateColumns(
  realm: string,
  reviewing: boolean,
  review: (connId: string) => void,
): TableProps.ColumnDefinition<IamCandidate>[] {
  const columns: TableProps.ColumnDefinition<IamCandidate>[] = [
    {
      id: 'connId',
      header: 'conn_id',
      minWidth: 170,
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
      minWidth: 190,
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
      minWidth: 130,
      sortingField: 'user',
      cell: ({ user }) => (user === null ? '–' : <span className="mono">{user}</span>),
    },
    {
      id: 'host',
      header: 'Host',
      minWidth: 290,
      sortingField: 'host',
      cell: ({ host }) => (host === null ? '–' : <Breakable text={host} />),
    },
    {
      id: 'owner',
      header: 'Owner',
      minWidth: 170,
      sortingField: 'owner',
      cell: ({ owner }) => (owner === null ? '–' : <Breakable text={owner} plain />),
    },
  ];
  return reviewing ? columns.slice(0, 3) : columns;
}

function State({ state }: { state: IamCandidate['state'] }) {
  if (state === 'ready') return <StatusIndicator type="success">Ready</StatusIndicator>;
  if (state === 'needs-cluster') return <StatusIndicator type="pending">Cluster to be named</StatusIndicator>;
  return <StatusIndicator type="warning">Not possible as it is</StatusIndicator>;
}
