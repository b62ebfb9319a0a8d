'use client';

import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import type { PublicationDto, PublishState } from '@/lib/services/lava/publication-dto';
import { useFollow } from '../app-link/use-follow';
import { FittingTable } from '../fitting-table/fitting-table';
import { lavaHref, lavaKey, publicationQuery, publishHref } from './lava-queries';

const POLL_MS = 500;

const STATES: Readonly<
  Record<PublishState, { readonly type: StatusIndicatorProps.Type; readonly label: string }>
> = {
  waiting: { type: 'pending', label: 'Waiting' },
  done: { type: 'success', label: 'Published' },
  conflict: { type: 'error', label: 'Conflict' },
  refused: { type: 'warning', label: 'Not published' },
  failed: { type: 'error', label: 'Failed' },
};

const ACTIONS = { create: 'Create', update: 'Change', delete: 'Delete' } as const;

/** What became of each connection of a publication, while it runs and afterwards. */
export function PublicationResults({
  realm,
  initial,
  again,
}: {
  realm: string;
  initial: PublicationDto;
  /** What takes the rest. */
  again: ReactNode;
}) {
  const follow = useFollow();
  const queryClient = useQueryClient();
  const { data, error } = useQuery({
    ...publicationQuery(realm, initial.id),
    initialData: initial,
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? POLL_MS : false),
  });
  const ended = data.state !== 'running';
  useEffect(() => {
    if (ended) void queryClient.invalidateQueries({ queryKey: ['realm', realm] });
    for (const part of ended ? ['compared', 'latest-publication'] : []) {
      void queryClient.invalidateQueries({ queryKey: [...lavaKey(realm), part] });
    }
  }, [ended, queryClient, realm]);
  const { items } = data;
  const count = (...states: PublishState[]) => items.filter(({ state }) => states.includes(state)).length;
  const done = count('done');
  const rest = count('failed', 'waiting');
  const toReview = items
    .filter(({ state }) => state === 'conflict' || state === 'refused')
    .map(({ connId }) => connId);

  return (
    <SpaceBetween size="l">
      {error && <Alert type="error" header={error.message} />}
      {data.state === 'running' && (
        <ProgressBar
          label="Publishing"
          value={Math.round((100 * (items.length - count('waiting'))) / Math.max(1, items.length))}
          additionalInfo={`${done} of ${items.length} written`}
        />
      )}
      {data.state === 'interrupted' && (
        <Alert type="warning" header="The server stopped while publishing" action={again}>
          What is marked as published was written; the rest was not, or will be found as written already.
        </Alert>
      )}
      {data.state === 'finished' && (
        <Alert
          type={done === items.length ? 'success' : 'warning'}
          header={
            done === items.length
              ? `${done === 1 ? 'One connection was' : `${done} connections were`} published`
              : `${done} of ${items.length} were published`
          }
          action={
            <SpaceBetween direction="horizontal" size="xs">
              {rest > 0 && again}
              {toReview.length > 0 && (
                <Button href={publishHref(realm, toReview)} onFollow={follow}>
                  Review again
                </Button>
              )}
              <Button
                href={lavaHref(realm, ...(count('conflict') > 0 ? (['changed-both'] as const) : []))}
                onFollow={follow}
              >
                {count('conflict') > 0 ? 'Settle the conflicts' : 'Back to lava’s table'}
              </Button>
            </SpaceBetween>
          }
        >
          {done === items.length
            ? 'Workers use them from the next look-up on.'
            : 'What was not written is as it was, here and there.'}
        </Alert>
      )}
      <FittingTable
        wrapLines
        items={items}
        trackBy="connId"
        ariaLabels={{ tableLabel: 'Results' }}
        columnDefinitions={[
          {
            id: 'connId',
            header: 'Connection',
            isRowHeader: true,
            minWidth: 160,
            cell: ({ connId }) => <span className="mono">{connId}</span>,
          },
          { id: 'action', header: 'What', minWidth: 90, cell: ({ action }) => ACTIONS[action] },
          {
            id: 'state',
            header: 'Result',
            minWidth: 220,
            cell: ({ state, message, hint }) => (
              <>
                <StatusIndicator type={STATES[state].type}>{STATES[state].label}</StatusIndicator>
                {message !== null && (
                  <Box fontSize="body-s">
                    {message} {hint}
                  </Box>
                )}
              </>
            ),
          },
        ]}
      />
    </SpaceBetween>
  );
}
