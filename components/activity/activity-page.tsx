'use client';

import Alert from '@cloudscape-design/components/alert';
import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { TableProps } from '@cloudscape-design/components/table';
import { useState } from 'react';
import { formatEventQuery } from '@/lib/listing/event-query';
import type { EventDto } from '@/lib/services/activity/event-dto';
import { AppLink } from '../app-link/app-link';
import { connectionHref } from '../connection-commands/connection-actions';
import { FittingTable } from '../fitting-table/fitting-table';
import { NotRead } from '../page-states/not-read';
import { ConsolePage } from '../shell/console-page';
import { Time } from '../time/time';
import { EventFilter } from './event-filter';
import { useEventQuery } from './use-event-query';
import { useEvents } from './use-events';

const OUTCOME_TYPES: Readonly<Record<string, StatusIndicatorProps.Type>> = {
  done: 'success',
  started: 'in-progress',
  failed: 'error',
  refused: 'warning',
  cancelled: 'stopped',
};

function kept(days: number | null): string {
  return days === null
    ? 'Events are kept without end.'
    : `Events are kept for ${days.toLocaleString('en')} days (AUDIT_RETENTION_DAYS), then let go.`;
}

/** Who did what: the audit events of a realm, or (null) of the whole console, with what is new as it comes. */
export function ActivityPage({
  realm,
  keptDays,
}: {
  realm: string | null;
  /** How long events are kept; null: without end. */
  keptDays: number | null;
}) {
  const [query, setQuery] = useEventQuery();
  const [paused, setPaused] = useState(false);
  const filter = formatEventQuery(query).toString();
  const url = realm === null ? '/api/activity' : `/api/realms/${encodeURIComponent(realm)}/activity`;
  const { events, fresh, total, known, loading, error, retry, more, readingMore } = useEvents(
    url,
    filter,
    paused,
  );
  const active = realm === null ? '/trail' : `/${encodeURIComponent(realm)}/activity`;
  const download = (format: string) => `${url}/download?${filter}${filter && '&'}format=${format}`;
  return (
    <ConsolePage
      realm={realm}
      active={active}
      breadcrumbs={[{ text: realm === null ? 'Activity of all realms' : 'Activity', href: active }]}
      contentType="table"
    >
      <FittingTable
        variant="full-page"
        stickyHeader
        wrapLines
        items={events}
        trackBy="seq"
        loading={loading}
        loadingText="Reading the activity"
        ariaLabels={{ tableLabel: realm === null ? 'Activity of all realms' : `Activity in ${realm}` }}
        header={
          <Header
            variant="awsui-h1-sticky"
            counter={total === undefined ? '' : `(${total.toLocaleString('en')})`}
            description={`Every change, test, sign-in and export; refusals and uses of a token, the same ones once a minute. Nobody can change or delete an event. ${kept(keptDays)}`}
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <Button
                  iconName={paused ? 'play' : 'pause'}
                  ariaLabel={paused ? 'Go on showing what is new' : 'Pause: show nothing new'}
                  onClick={() => setPaused(!paused)}
                >
                  {paused ? 'Go on' : 'Pause'}
                </Button>
                <ButtonDropdown
                  expandToViewport
                  items={[
                    { id: 'csv', text: 'CSV', href: download('csv'), download: true },
                    { id: 'json', text: 'JSON', href: download('json'), download: true },
                  ]}
                >
                  Download
                </ButtonDropdown>
              </SpaceBetween>
            }
          >
            {realm === null ? 'Activity of all realms' : 'Activity'}
          </Header>
        }
        filter={
          <SpaceBetween size="xs">
            <EventFilter
              query={query}
              onChange={setQuery}
              events={events}
              total={total}
              withRealm={realm === null}
            />
            {error ? (
              <Alert type="error" action={<Button onClick={retry}>Try again</Button>}>
                {error.message}
              </Alert>
            ) : (
              <StatusIndicator type={paused ? 'stopped' : 'in-progress'} colorOverride="grey">
                {paused
                  ? 'Paused: what happens now is not shown.'
                  : 'Live: what happens shows within seconds.'}
              </StatusIndicator>
            )}
          </SpaceBetween>
        }
        empty={
          !known ? (
            <NotRead what="The activity" />
          ) : filter ? (
            <Box color="text-body-secondary">No event matches this filter. Take a condition away.</Box>
          ) : (
            <Box color="text-body-secondary">
              Nothing has happened here yet. Create, change or test a connection: it shows here within
              seconds.
            </Box>
          )
        }
        footer={
          more && (
            <Box textAlign="center">
              <Button loading={readingMore} onClick={more}>
                Show older events
              </Button>
            </Box>
          )
        }
        columnDefinitions={columns(realm, fresh)}
      />
    </ConsolePage>
  );
}

function columns(realm: string | null, fresh: ReadonlySet<number>): TableProps.ColumnDefinition<EventDto>[] {
  return [
    {
      id: 'at',
      header: 'When',
      minWidth: 130,
      cell: ({ at, seq }) => (
        <>
          <Time at={at} /> {fresh.has(seq) && <Badge color="blue">new</Badge>}
        </>
      ),
    },
    { id: 'actor', header: 'Who', minWidth: 110, cell: ({ actor }) => actor },
    {
      id: 'action',
      header: 'Action',
      minWidth: 180,
      isRowHeader: true,
      cell: ({ action }) => <span className="mono">{action}</span>,
    },
    ...(realm === null
      ? [{ id: 'realm', header: 'Realm', minWidth: 90, cell: (event: EventDto) => event.realm ?? '–' }]
      : []),
    { id: 'target', header: 'Target', minWidth: 180, cell: (event) => <Target event={event} /> },
    {
      id: 'outcome',
      header: 'Outcome',
      minWidth: 120,
      cell: ({ outcome }) => (
        <StatusIndicator type={OUTCOME_TYPES[outcome] ?? 'info'}>{outcome}</StatusIndicator>
      ),
    },
    { id: 'details', header: 'Details', minWidth: 220, cell: (event) => <Details event={event} /> },
  ];
}

/** Actions whose target is a connection that is still there. */
function isConnection({ action }: EventDto): boolean {
  return action.startsWith('connection.') && action !== 'connection.delete';
}

function Target({ event }: { event: EventDto }) {
  const { realm, target } = event;
  if (target === null) return '–';
  const name = <span className="mono">{target}</span>;
  if (realm === null || !isConnection(event)) return name;
  return <AppLink href={connectionHref(realm, target)}>{name}</AppLink>;
}

function Details({ event }: { event: EventDto }) {
  const { seq, at, address, requestId, details } = event;
  const shown = { event: seq, at, ...(requestId && { requestId }), ...(address && { address }), details };
  return (
    <ExpandableSection headerText="Show" headerAriaLabel={`Details of event ${seq}`}>
      <Box variant="pre">{JSON.stringify(shown, null, 2)}</Box>
    </ExpandableSection>
  );
}
