'use client';

import Alert from '@cloudscape-design/components/alert';
import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { TableProps } from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import ToggleButton from '@cloudscape-design/components/toggle-button';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearchParams } from 'next/navigation';
import { useEffect, useState } from 'react';
import { SYNC_STATES } from '@/lib/connectors/sync-state';
import { type ComparedQuery, formatComparedQuery, parseComparedQuery } from '@/lib/listing/compared-query';
import type { ComparedRow } from '@/lib/services/lava/compare';
import { useAsking, useGate } from '../access/access';
import { useFollow } from '../app-link/use-follow';
import { FittingTable } from '../fitting-table/fitting-table';
import { ConsolePage } from '../shell/console-page';
import { OutcomeIndicator } from '../test-run/outcome-indicator';
import { Time } from '../time/time';
import { ItemPanel } from './item-panel';
import { LavaHelp } from './lava-help';
import { comparedQuery, type LavaActions, lavaHref, lavaKey, publishHref, pullQuery } from './lava-queries';
import { PublicationNotice } from './publication-notice';
import { PullStatus } from './pull-status';
import { SyncIndicator } from './sync-indicator';
import { SYNC_LABELS } from './sync-labels';
import { useSyncCommands } from './use-sync-commands';

const PULLING_MS = 700;
/** A pull may begin without this page: by its schedule, or by somebody else. */
const IDLE_MS = 10_000;

/** A realm's connections beside lava's DynamoDB table: what differs, pulled, taken over, settled and published from here. */
export function LavaPage({
  realm,
  table,
  readOnly,
  everyMinutes,
  actions,
}: {
  realm: string;
  /** The table's name; null: the realm is not joined to a lava. */
  table: string | null;
  readOnly: boolean;
  /** How often it is pulled without being asked; null: never. */
  everyMinutes: number | null;
  actions: LavaActions;
}) {
  const follow = useFollow();
  const gate = useGate(realm);
  const asking = useAsking(realm);
  const mayPull = gate('lava:pull');
  const router = useRouter();
  const queryClient = useQueryClient();
  const query = parseComparedQuery(new URLSearchParams(useSearchParams()));
  const address = formatComparedQuery(query).toString();
  const [selected, setSelected] = useState<readonly ComparedRow[]>([]);
  const [opened, setOpened] = useState<string | null>(null);
  const commands = useSyncCommands(realm, actions);
  const pull = useQuery({
    ...pullQuery(realm),
    enabled: table !== null,
    refetchInterval: ({ state }) => (state.data?.latest?.state === 'running' ? PULLING_MS : IDLE_MS),
  });
  const pulling = pull.data?.latest?.state === 'running';
  const { data, error, isPlaceholderData, refetch } = useQuery({
    ...comparedQuery(realm, address),
    enabled: table !== null,
    placeholderData: keepPreviousData,
  });
  const lastPull = pull.data?.latest?.finishedAt;
  useEffect(() => {
    if (!lastPull) return;
    for (const part of ['compared', 'item'])
      void queryClient.invalidateQueries({ queryKey: [...lavaKey(realm), part] });
  }, [lastPull, queryClient, realm]);

  const change = (part: Partial<ComparedQuery>) => {
    const next = formatComparedQuery({ ...query, page: 1, ...part });
    router.replace(`/${encodeURIComponent(realm)}/lava${next.size > 0 ? `?${next}` : ''}`, { scroll: false });
  };
  const takeOver = async () => {
    await commands.takeOver(shown.length > 0 ? shown : 'safe');
    // Rows of other pages would stay as they were when they were chosen.
    setSelected([]);
  };
  const href = lavaHref(realm);
  const total = data?.total ?? 0;
  const chosen = selected.map(({ connId }) => connId);
  // What the page shows now of those that are chosen, which may be newer than what was chosen.
  const shown = selected
    .map((row) => data?.rows.find(({ connId }) => connId === row.connId) ?? row)
    .map(({ connId, version, token }) => ({ connId, version, token }));
  const different = SYNC_STATES.filter((state) => state !== 'same');
  const differing = different.reduce((sum, state) => sum + (data?.counts[state] ?? 0), 0);

  // What an open panel tells anyway leaves its room to the panel.
  const columns: TableProps.ColumnDefinition<ComparedRow>[] = [
    {
      id: 'connId',
      header: 'Connection',
      isRowHeader: true,
      minWidth: 180,
      cell: ({ connId }) => (
        <Button variant="inline-link" onClick={() => setOpened(connId)} ariaLabel={`Compare ${connId}`}>
          <span className="mono">{connId}</span>
        </Button>
      ),
    },
    {
      id: 'state',
      header: 'Beside lava’s table',
      minWidth: 215,
      cell: ({ state, removal, conflict, problem }) => (
        <>
          <SyncIndicator state={state} removal={removal} conflict={conflict} />
          {problem !== null && <Box color="text-status-warning">Cannot be kept as a specification</Box>}
        </>
      ),
    },
    {
      id: 'type',
      header: 'Type',
      minWidth: 120,
      cell: ({ type }) => <span className="mono">{type ?? '–'}</span>,
    },
    {
      id: 'outcome',
      header: 'Last test',
      minWidth: 150,
      cell: ({ lastOutcome, updatedAt, type }) =>
        updatedAt === null ? '–' : <OutcomeIndicator outcome={lastOutcome} type={type} />,
    },
    {
      id: 'changed',
      header: 'Last change here',
      minWidth: 170,
      cell: ({ updatedAt, updatedBy }) =>
        updatedAt === null ? (
          '–'
        ) : (
          <>
            <Time at={updatedAt} /> by {updatedBy}
          </>
        ),
    },
  ];

  const page = (content: React.ReactNode, panel?: React.ReactNode) => (
    <ConsolePage
      realm={realm}
      active={href}
      breadcrumbs={[{ text: 'lava’s table', href }]}
      contentType="table"
      help={<LavaHelp realm={realm} />}
      splitPanel={panel}
      onSplitPanelClose={() => setOpened(null)}
    >
      {content}
      {commands.dialog}
    </ConsolePage>
  );

  if (table === null) {
    return page(
      <SpaceBetween size="m">
        <Header variant="h1">lava’s table</Header>
        <Alert
          header={`${realm} is not joined to a running lava`}
          action={
            <Button href={`/realms/${encodeURIComponent(realm)}/edit`} onFollow={follow}>
              Name its tables
            </Button>
          }
        >
          Workers read connections from a DynamoDB table, usually{' '}
          <span className="mono">lava.{realm}.connections</span>. Name it in the settings of the realm to
          compare it with what is here, and to publish.
        </Alert>
      </SpaceBetween>,
    );
  }

  return page(
    <FittingTable
      variant="full-page"
      stickyHeader
      wrapLines
      enableKeyboardNavigation
      trackBy="connId"
      items={data?.rows ?? []}
      loading={!data && !error}
      loadingText="Comparing"
      selectionType="multi"
      selectedItems={selected}
      onSelectionChange={({ detail }) => setSelected(detail.selectedItems)}
      ariaLabels={{
        tableLabel: `Connections of ${realm} beside lava’s table`,
        selectionGroupLabel: 'Select connections',
        allItemsSelectionLabel: () => 'Select all connections of this page',
        itemSelectionLabel: (_, row) => `Select ${row.connId}`,
      }}
      header={
        <SpaceBetween size="s">
          <Header
            variant="awsui-h1-sticky"
            counter={
              data &&
              `(${Object.values(data.counts)
                .reduce((sum, one) => sum + one, 0)
                .toLocaleString('en')})`
            }
            description={
              <>
                <span className="mono">{table}</span> {readOnly && <Badge>Read-only</Badge>}
              </>
            }
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <ButtonDropdown
                  items={[
                    {
                      id: 'compare',
                      text: 'Pull to compare only',
                      description: 'Nothing here changes.',
                    },
                  ]}
                  mainAction={{
                    text: 'Pull',
                    disabled: pulling || commands.busy || mayPull.disabled === true,
                    ...(mayPull.disabledReason && { disabledReason: mayPull.disabledReason }),
                    onClick: () => commands.pull(true),
                  }}
                  disabled={pulling || commands.busy || mayPull.disabled === true}
                  ariaLabel="Other ways to pull"
                  onItemClick={() => commands.pull(false)}
                />
                <Button
                  disabled={(shown.length === 0 && !data?.safe) || commands.busy}
                  // With a reason it keeps the focus while it works, to have it back from what it asks.
                  {...(commands.busy && { disabledReason: 'Wait until what was pressed is done.' })}
                  {...mayPull}
                  onClick={takeOver}
                >
                  {asking(
                    chosen.length > 0 ? `Take over ${chosen.length}` : `Take over (${data?.safe ?? 0})`,
                  )}
                </Button>
                {!readOnly && (
                  <Button
                    variant="primary"
                    href={publishHref(realm, chosen)}
                    onFollow={follow}
                    {...gate('lava:publish')}
                  >
                    {chosen.length > 0 ? `Review and publish ${chosen.length}` : 'Review and publish'}
                  </Button>
                )}
              </SpaceBetween>
            }
          >
            lava’s table
          </Header>
          {pull.data && (
            <PullStatus
              latest={pull.data.latest}
              whole={pull.data.whole}
              everyMinutes={everyMinutes}
              cancel={
                <Button
                  {...mayPull}
                  loading={commands.busy}
                  onClick={() => pull.data.latest && commands.cancelPull(pull.data.latest.id)}
                >
                  Cancel the pull
                </Button>
              }
            />
          )}
          <PublicationNotice realm={realm} />
          {pull.error && <Alert type="error" header={pull.error.message} />}
          {data && data.problems > 0 && (
            <Alert type="warning">
              {data.problems === 1
                ? 'One item in lava’s table cannot be kept as a specification: it is shown, and left as it is.'
                : `${data.problems} items in lava’s table cannot be kept as specifications: they are shown, and left as they are.`}
            </Alert>
          )}
        </SpaceBetween>
      }
      filter={
        <SpaceBetween size="xs">
          <TextFilter
            filteringText={query.text}
            filteringPlaceholder="Find a conn_id"
            filteringAriaLabel="Find a conn_id"
            countText={query.text ? `${total.toLocaleString('en')} ${total === 1 ? 'match' : 'matches'}` : ''}
            onChange={({ detail }) => change({ text: detail.filteringText })}
          />
          <section aria-label="States">
            <SpaceBetween direction="horizontal" size="xs">
              <ToggleButton
                pressed={query.states.length === different.length}
                onChange={({ detail }) => change({ states: detail.pressed ? different : [] })}
              >
                Everything that differs {differing.toLocaleString('en')}
              </ToggleButton>
              {SYNC_STATES.filter(
                (state) => (data?.counts[state] ?? 0) > 0 || query.states.includes(state),
              ).map((state) => (
                <ToggleButton
                  key={state}
                  pressed={query.states.includes(state) && query.states.length < different.length}
                  onChange={({ detail }) => change({ states: detail.pressed ? [state] : [] })}
                >
                  {SYNC_LABELS[state].label} {(data?.counts[state] ?? 0).toLocaleString('en')}
                </ToggleButton>
              ))}
            </SpaceBetween>
          </section>
        </SpaceBetween>
      }
      pagination={
        <Pagination
          currentPageIndex={query.page}
          pagesCount={Math.max(1, Math.ceil(total / query.pageSize))}
          disabled={isPlaceholderData}
          onChange={({ detail }) => change({ page: detail.currentPageIndex })}
        />
      }
      columnDefinitions={opened === null ? columns : columns.slice(0, 2)}
      empty={
        error ? (
          <Alert
            type="error"
            header={error.message}
            action={<Button onClick={() => refetch()}>Try again</Button>}
          />
        ) : pull.data && !pull.data.whole ? (
          <Box textAlign="center">
            <SpaceBetween size="xs">
              <b>Nothing was pulled yet</b>
              <Box>Pull reads lava’s table and brings what it holds here.</Box>
              <Button {...mayPull} onClick={() => commands.pull(true)}>
                Pull
              </Button>
            </SpaceBetween>
          </Box>
        ) : (
          <Box textAlign="center">
            <SpaceBetween size="xs">
              <b>{query.states.length > 0 || query.text ? 'Nothing of this kind' : 'Both sides are empty'}</b>
              {(query.states.length > 0 || query.text !== '') && (
                <Button onClick={() => change({ states: [], text: '' })}>Show everything</Button>
              )}
            </SpaceBetween>
          </Box>
        )
      }
    />,
    opened === null ? undefined : (
      <ItemPanel realm={realm} readOnly={readOnly} connId={opened} commands={commands} />
    ),
  );
}
