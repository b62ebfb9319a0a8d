'use client';

import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { TableProps } from '@cloudscape-design/components/table';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ChangeRequestDto } from '@/lib/services/changes/change-dto';
import { AppLink } from '../app-link/app-link';
import { FittingTable } from '../fitting-table/fitting-table';
import { NotRead } from '../page-states/not-read';
import { ConsolePage } from '../shell/console-page';
import { Time } from '../time/time';
import { ACTION_LABELS, STATE_LABELS } from './request-labels';
import { requestsQuery } from './requests-query';
import { requestsHref } from './waiting-notice';

/** The changes of a realm that wait for a second person, and what became of earlier ones. */
export function RequestsPage({ realm }: { realm: string }) {
  const { data, error, refetch } = useQuery(requestsQuery(realm));
  const href = requestsHref(realm);
  return (
    <ConsolePage
      realm={realm}
      active={href}
      breadcrumbs={[{ text: 'Requests', href }]}
      header={
        <Header
          variant="h1"
          description="Each change waits until an editor who did not ask for it has looked at it."
        >
          Requests
        </Header>
      }
    >
      <SpaceBetween size="l">
        {error && (
          <Alert
            type="error"
            header={error.message}
            action={<Button onClick={() => refetch()}>Try again</Button>}
          />
        )}
        {data && !data.fourEyes && (
          <Alert type="info" header={`${realm} does not take four eyes`}>
            Changes are made at once. An admin can turn it on in the settings of the realm. What was asked for
            before can still be decided.
          </Alert>
        )}
        <Requests
          realm={realm}
          title="Waiting"
          items={data?.open}
          failed={error !== null}
          empty="Nothing waits for approval. What is changed from now on waits here, in a realm that takes four eyes."
        />
        {data && data.decided.length > 0 && (
          <Requests realm={realm} title="Decided" items={data.decided} failed={false} empty="" />
        )}
      </SpaceBetween>
    </ConsolePage>
  );
}

function Requests({
  realm,
  title,
  items,
  failed,
  empty,
}: {
  realm: string;
  title: string;
  items: readonly ChangeRequestDto[] | undefined;
  failed: boolean;
  empty: string;
}) {
  return (
    <FittingTable
      items={[...(items ?? [])]}
      trackBy="id"
      loading={!items && !failed}
      loadingText="Reading the requests"
      wrapLines
      header={
        <Header variant="h2" {...(items && { counter: `(${items.length.toLocaleString('en')})` })}>
          {title}
        </Header>
      }
      ariaLabels={{ tableLabel: `${title} requests of ${realm}` }}
      columnDefinitions={columns(realm)}
      empty={items ? <Box color="text-body-secondary">{empty}</Box> : <NotRead what="The requests" />}
    />
  );
}

function columns(realm: string): TableProps.ColumnDefinition<ChangeRequestDto>[] {
  const by = (name: string, own: boolean): ReactNode => (own ? `${name} (you)` : name);
  return [
    {
      id: 'connection',
      header: 'Connection',
      isRowHeader: true,
      minWidth: 200,
      cell: ({ id, connId, action }) => (
        <AppLink href={requestsHref(realm, id)}>
          {ACTION_LABELS[action]} <span className="mono">{connId}</span>
        </AppLink>
      ),
    },
    {
      id: 'asked',
      header: 'Asked for',
      minWidth: 190,
      cell: ({ requestedAt, requestedBy, own }) => (
        <>
          <Time at={requestedAt} /> by {by(requestedBy, own)}
        </>
      ),
    },
    {
      id: 'state',
      header: 'State',
      minWidth: 160,
      cell: ({ state }) => (
        <StatusIndicator type={STATE_LABELS[state].type}>{STATE_LABELS[state].text}</StatusIndicator>
      ),
    },
    {
      id: 'decided',
      header: 'Decided',
      minWidth: 190,
      cell: ({ decidedAt, decidedBy, decisionNote }) =>
        decidedAt === null ? (
          '–'
        ) : (
          <>
            <Time at={decidedAt} /> by {decidedBy}
            {decisionNote !== null && <Box color="text-body-secondary">{decisionNote}</Box>}
          </>
        ),
    },
  ];
}
